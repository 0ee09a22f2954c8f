import Foundation
import Testing

@testable import VectorFiles

/// Damaged files end in an error or in numbers, never in a crash, a hang or memory without bounds.
@Suite struct HostileInputTests {
  static let fixtures = [
    "f4-le-c.npy", "f8-be-f.npy", "u8-be-f.npy", "version-2.npy", "stored.npz", "deflated.npz", "single.npz",
    "streamed.npz", "zip64.npz", "model.safetensors", "labels.csv", "labels.tsv", "savetxt.csv",
  ]

  /// Reads `bytes` in every way that fits the ending; false if that ended in the error it may end in.
  private func read(_ bytes: [UInt8], _ name: String) throws -> Bool {
    let contents = BoundedBytes(copying: bytes)
    do {
      switch name.split(separator: ".").last {
      case "npy":
        let array = try NPYArray(contents, path: name)
        #expect(array.data.count <= bytes.count)
        _ = try array.mappedView()
        _ = try array.matrix(of: Float.self)
      case "npz":
        for entry in try ZipDirectory(contents, path: name).entries {
          let array = try NPYArray(entry.content(of: contents, path: name), path: name)
          // Deflate packs at most 1032 to 1.
          #expect(array.data.count <= 1032 * bytes.count)
          _ = try array.matrix(of: Double.self)
        }
      case "safetensors":
        let (header, data) = try SafetensorsHeader.read(contents, path: name)
        try header.checkModel(size: data.count, path: name)
        #expect(header.tensors.values.allSatisfy { $0.end <= data.count })
      default:
        let table = try NumberTable(contents, options: TableOptions(), path: name, requirement: .any)
        #expect(table.features.rows * table.features.columns <= bytes.count)
        #expect(table.names.map { $0.count == table.features.rows } ?? true)
      }
      return true
    } catch let error as DataFileError {
      #expect(error.kind == .content)
      #expect(!error.description.contains("\n"))
      return false
    }
  }

  @Test(arguments: fixtures) func anyChangedByte(name: String) throws {
    let original = try FormatFixtures.bytes(name)
    #expect(try read(original, name))
    var refused = 0
    for index in original.indices {
      for change: UInt8 in [0x01, 0x80, 0xff, original[index], original[index] ^ UInt8(ascii: "9")] {
        var bytes = original
        bytes[index] ^= change
        if try !read(bytes, name) { refused += 1 }
      }
    }
    #expect(refused > 0)
  }

  @Test(arguments: [".npy", ".npz", ".safetensors"]) func noiseIsRefused(ending: String) throws {
    var generator = Generator(state: 5)
    for count in 0..<400 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(try !read(bytes, "noise" + ending))
    }
  }

  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    /// SplitMix64.
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
      return z ^ z >> 31
    }
  }
}
