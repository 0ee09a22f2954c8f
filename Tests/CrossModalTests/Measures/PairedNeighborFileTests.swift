import Foundation
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct PairedNeighborFileTests {
  private static func data() -> (Matrix<Float>, Matrix<Float>) {
    var stream = RandomStream(StreamKey(seed: 11))
    let first = Matrix<Float>(rows: 90, columns: 7) { _, _ in Float(stream.below(5)) }
    return (first, Matrix<Float>(rows: 90, columns: 4) { first[$0, $1] + Float(stream.normal()) })
  }

  @Test func partsAreTheWhole() throws {
    let folder = NSTemporaryDirectory() + "crossmodal-neighbors-\(UUID().uuidString)/"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (first, second) = Self.data()
    func search(_ rows: [Int]?, k: Int = 9) -> PairedNeighbors {
      PairedNeighbors(first.view, second.view, metrics: [.cosine, .euclidean], k: k, rows: rows, threads: 2)
    }
    let whole = search(nil)
    #expect(whole.isComplete && whole.k == 9)
    let paths = ["c", "a", "b"].map { folder + $0 + ".npz" }
    for (path, rows) in zip(paths, [60..<90, 0..<1, 1..<60]) {
      try PairedNeighborFile.write(search(Array(rows)), to: path)
    }
    // Small whole numbers: some rows are equal and many tied.
    #expect(try PairedNeighborFile.read(paths) == whole)
    #expect(whole.lists[0].ties?.first.places.isEmpty == false && whole.spaces?.map(\.dimensions) == [7, 4])
    #expect(try !PairedNeighborFile.read([paths[0]]).isComplete)
    #expect(throws: DataFileError.self) { try PairedNeighborFile.read(paths + [paths[1]]) }
    try PairedNeighborFile.write(search(Array(0..<1), k: 8), to: paths[1])
    #expect(throws: DataFileError.self) { try PairedNeighborFile.read(paths) }
    let other = PairedNeighbors(second.view, first.view, metrics: [.cosine, .euclidean], k: 9, rows: [0])
    try PairedNeighborFile.write(other, to: paths[1])
    #expect(throws: DataFileError.self) { try PairedNeighborFile.read(paths) }
  }

  @Test func damagedListsAreRefused() throws {
    let path = NSTemporaryDirectory() + "crossmodal-neighbors-\(UUID().uuidString).npz"
    defer { try? FileManager.default.removeItem(atPath: path) }
    func refuses(_ change: (inout [(name: String, array: NPYArray)]) -> Void) throws -> Bool {
      var arrays: [(name: String, array: NPYArray)] = [
        ("items", NPYArray([Int32(5)])), ("rows", NPYArray([Int32(0), 3])),
        ("fingerprint", NPYArray([Int32(-7)])),
        ("first_cosine", NPYArray([Int32(0), 1, 3, 4], shape: [2, 2])),
        ("second_cosine", NPYArray([Int32(0), 2, 3, 0], shape: [2, 2])),
      ]
      change(&arrays)
      try NPZFile.write(arrays, to: path)
      do { _ = try PairedNeighborFile.read([path]) } catch is DataFileError { return true }
      return false
    }
    #expect(try !refuses { _ in })
    #expect(try refuses { $0.removeLast() })
    #expect(try refuses { $0[3].array = NPYArray([Int32(0), 1, 3, 5], shape: [2, 2]) })
    #expect(try refuses { $0[3].array = NPYArray([Int32(0), 0, 3, 4], shape: [2, 2]) })
    #expect(try refuses { $0[3].array = NPYArray([Int32(0), 1, 3, 4], shape: [4, 1]) })
    #expect(try refuses { $0[1].array = NPYArray([Int32(3), 0]) })
    #expect(try refuses { $0[0].array = NPYArray([Int32(3)]) })
    #expect(try refuses { $0[0].array = NPYArray([Float(5)]) })
    for name in ["first", "second"] {
      let ties = { (numbers: [Int32]) in ("\(name)_cosine_ties", NPYArray(numbers, shape: [1, 2])) }
      #expect(try !refuses { $0.append(ties([1, 1])) })
      #expect(try refuses { $0.append(ties([2, 1])) })
      #expect(try refuses { $0.append(ties([1, 2])) })
      #expect(try refuses { $0.append(ties([-1, 0])) })
      #expect(try refuses { $0.append(("\(name)_cosine_ties", NPYArray([Int32(1), 1]))) })
    }
    #expect(try !refuses { $0.append(("spaces", NPYArray([Int32(3), 0, 1, 4, 2, 0], shape: [2, 3]))) })
    #expect(try refuses { $0.append(("spaces", NPYArray([Int32(3), 0, 1, 4, -2, 0], shape: [2, 3]))) })
    #expect(try refuses { $0.append(("spaces", NPYArray([Int32(3), 0, 1, 4], shape: [2, 2]))) })
    #expect(try refuses { $0.remove(at: 0) })
  }
}
