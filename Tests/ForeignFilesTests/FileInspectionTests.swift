import Foundation
import Testing

@testable import Dense
@testable import ForeignFiles
@testable import VectorFiles

@Suite struct FileInspectionTests {
  private func inspect(_ text: String, _ name: String = "a.txt") throws -> FileInspection {
    try inspect(name) { try Data(text.utf8).write(to: URL(filePath: $0)) }
  }

  private func inspect(_ name: String, _ write: (String) throws -> Void) throws -> FileInspection {
    let folder = NSTemporaryDirectory() + "crossmodal-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write(folder + "/" + name)
    return try FileInspection(folder + "/" + name)
  }

  @Test func takesTextsLabelsAndWordLists() throws {
    let words = try inspect("cat\ndog\ncat\n")
    #expect(words.kind == "lines of texts, words or labels" && words.shape == [3, 1])
    #expect(words.notes == ["2 distinct lines"] && words.problems.isEmpty && words.skipped.isEmpty)
    #expect(words.first.map(\.name) == ["cat", "dog", "cat"])
    let labels = try inspect("3\n1\n2\n")
    #expect(labels.shape == [3, 1] && labels.problems.isEmpty)
    let texts = try inspect("one\ta cat sits\ntwo\ta dog runs\n", "a.tsv")
    #expect(texts.kind == "lines of texts or labels in columns" && texts.shape == [2, 2])
    let holes = try inspect("a\n\nb\n\n")
    #expect(holes.problems == ["empty lines among the others: 1"] && holes.shape == [3, 1])
  }

  @Test func aDamagedTableIsNoText() throws {
    let error = #expect(throws: DataFileError.self) { _ = try inspect("1,2,3\n4,5\n", "a.csv") }
    #expect(error?.kind == .content)
  }

  @Test func saysWhatItSkipped() throws {
    let several = try inspect("a.npz") { path in
      try NPZFile.write([("x", NPYArray([1, .nan] as [Float])), ("y", NPYArray([1] as [Int32]))], to: path)
    }
    #expect(several.problems == ["x: number 2 is nan"] && several.skipped.count == 1)
    #expect(several.arrays?.map(\.name) == ["x", "y"])
    let lists = try inspect("n.npz") { path in
      let arrays = ["items", "rows", "fingerprint", "first_cosine"].map { ($0, NPYArray([0] as [Int32])) }
      try NPZFile.write(arrays.map { (name: $0.0, array: $0.1) }, to: path)
    }
    #expect(lists.kind == "neighbor lists, as overlap writes them")
    let structs = try FileInspection(MatrixFixtures.path("structs.mat"))
    #expect(structs.arrays?.contains { $0.name == "S.numbers" } == true && !structs.skipped.isEmpty)
    let layers = try inspect("a.npy") { path in
      try NPYFile.write([1, 2, 3, 4, 5, 6, 7, 8] as [Int32], shape: [2, 2, 2], to: path)
    }
    #expect(
      layers.notes[0].hasPrefix("2 layers of 2 items") && layers.problems.isEmpty && layers.skipped.count == 1
    )
  }
}
