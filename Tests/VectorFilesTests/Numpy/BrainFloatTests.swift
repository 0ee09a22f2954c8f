import TestSupport
import Testing

@testable import Dense
@testable import VectorFiles

@Suite struct BrainFloatTests {
  private static func file(_ type: String, _ units: [UInt16]) -> [UInt8] {
    let dictionary = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(units.count),), }"
    return NPYFileTests.file(dictionary, units.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] })
  }

  @Test func readsWhatNumpyWrites() throws {
    let table = try FeatureTable.read(ContainerFixtures.path("bf16.npy"))
    #expect(Matrix(table.features) == ContainerFixtures.numbers)
    #expect(table.notes == ["bfloat16 is read as float32, which holds it exactly"])
  }

  @Test func refusesTwoBytesOfAnything() throws {
    // 1, −2, 0 and 2⁻⁶⁴ are numbers of usual size; NaN, 2⁶⁵ and 2⁻⁶⁵ are not, unless the file calls them bfloat16.
    for type in ["<V2", "|V2"] {
      try withFile("a.npy", Self.file(type, [0x3f80, 0xc000, 0, 0x8000, 0x1f80])) { path in
        let table = try FeatureTable.read(path)
        #expect(table.features.row(0).first == 1)
      }
      for unit: UInt16 in [0x7fc0, 0x6000, 0x1f00] {
        try withFile("a.npy", Self.file(type, [0x3f80, unit])) { path in
          #expect(
            dataFileError { _ = try FeatureTable.read(path) }?.message.contains("astype('float32')") == true)
        }
      }
    }
    try withFile("a.npy", Self.file("bfloat16", [0x6000])) { path in
      let table = try FeatureTable.read(path)
      #expect(table.features[0, 0] == 0x1p65)
    }
  }
}
