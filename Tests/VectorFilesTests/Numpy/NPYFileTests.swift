import Foundation
import TestSupport
import Testing

@testable import Dense
@testable import VectorFiles

@Suite struct NPYFileTests {
  /// A version 1.0 file with the given dictionary and elements.
  static func file(_ dictionary: String, _ elements: [UInt8], version: UInt8 = 1) -> [UInt8] {
    let text = Array(dictionary.utf8)
    return [0x93] + Array("NUMPY".utf8) + [version, 0, UInt8(text.count & 0xff), UInt8(text.count >> 8)]
      + (version > 1 ? [0, 0] : []) + text + elements
  }

  static let twoByOne = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }\n"

  @Test func readsBytesMadeByHand() throws {
    // 1.0 and -2.0.
    let elements: [UInt8] = [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]
    try withFile("a.npy", Self.file(Self.twoByOne, elements)) { path in
      let array = try NPYFile.read(path)
      #expect(array.header == NPYHeader(type: .float32, shape: [2, 1]))
      #expect(try array.matrix(of: Float.self) == Matrix([[1], [-2]]))
      #expect(try array.matrix(of: Double.self) == Matrix([[1], [-2]]))
    }
    let swapped: [UInt8] = [0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0]
    let dictionary = "{ \"shape\" : ( 2L , ) ,'fortran_order':True,'descr':'>f4' }  "
    try withFile("a.npy", Self.file(dictionary, swapped, version: 2)) { path in
      let array = try NPYFile.read(path)
      #expect(try array.matrix(of: Float.self) == Matrix([[1], [-2]]))
    }
  }

  @Test func writesTheBytesThatNumpyWrites() throws {
    let matrix = Matrix<Float>([[0, 0.25, 0.5], [0.75, 1, 1.25]])
    try withTemporaryDirectory { directory in
      let path = directory + "/a.npy"
      try NPYFile.write(matrix.view, to: path)
      let written = [UInt8](try Data(contentsOf: URL(filePath: path)))
      let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
      #expect(written.count == 128 + 24)
      #expect(Array(written[0..<10]) == [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0])
      #expect(
        String(decoding: written[10..<128], as: UTF8.self) == text
          + String(repeating: " ", count: 117 - text.count) + "\n")
      // numpy wrote the same matrix as version 3.0, with a prefix two bytes longer.
      #expect(try written.suffix(24) == FormatFixtures.bytes("version-3.npy").suffix(24))
    }
  }

  @Test func readsWhatNumpyWrites() throws {
    let expected = try FormatFixtures.expected().filter { $0.key.hasSuffix(".npy") }
    #expect(expected.count == 27)
    for (name, rows) in expected {
      let table = try FeatureTable.read(FormatFixtures.path(name))
      #expect(bits(table.features) == rows.map { $0.map { Float($0).bitPattern } }, "\(name)")
      let doubles = try NPYFile.read(FormatFixtures.path(name)).matrix(of: Double.self)
      #expect(doubles.converted(to: Float.self).elements == rows.joined().map { Float($0) }, "\(name)")
    }
  }

  @Test(arguments: [(1, 1), (3, 5), (100, 7), (0, 4), (4, 0)])
  func roundTripsEveryWrittenType(rows: Int, columns: Int) throws {
    let matrix = matrixOfNoise(rows: rows, columns: columns)
    try withTemporaryDirectory { directory in
      let path = directory + "/a.npy"
      try NPYFile.write(matrix.view, to: path)
      #expect(try NPYFile.read(path).matrix() == matrix)
      try NPYFile.write(matrix.converted(to: Double.self).view, to: path)
      #expect(try NPYFile.read(path).matrix(of: Double.self) == matrix.converted(to: Double.self))
      let numbers = (0..<rows * columns).map { Int32($0) * 1000 - 7 }
      try NPYFile.write(numbers, shape: [rows, columns], to: path)
      #expect(try NPYFile.read(path).integers() == numbers.map(Int.init))
    }
  }

  @Test func writesViewsWithAStride() throws {
    let matrix = matrixOfNoise(rows: 4, columns: 6)
    let owner = matrix.view
    let window = MatrixView(base: owner.base + 1, rows: 4, columns: 2, stride: 6, owner: ViewBox(owner))
    try withTemporaryDirectory { directory in
      try NPYFile.write(window, to: directory + "/a.npy")
      #expect(try NPYFile.read(directory + "/a.npy").matrix() == Matrix(window))
    }
  }

  @Test func readsExtremeIntegersExactly() throws {
    let signed = try NPYFile.read(FormatFixtures.path("i8-be-f.npy")).integers()
    #expect(signed.prefix(4) == [Int.min, Int.max, 0, 1])
    let unsigned = try NPYFile.read(FormatFixtures.path("u8-le-c.npy"))
    #expect(dataFileError { _ = try unsigned.integers() }?.message == "holds a whole number above \(Int.max)")
    let floats = try NPYFile.read(FormatFixtures.path("f4-le-c.npy"))
    #expect(
      dataFileError { _ = try floats.integers() }?.message == "holds float32; whole numbers are allowed here")
  }

  @Test func convertsHalfPrecision() {
    #expect(NPYElementType.half(0x3c00) == 1)
    #expect(NPYElementType.half(0xc000) == -2)
    #expect(NPYElementType.half(0x7bff) == 65504)
    #expect(NPYElementType.half(0x0001) == 0x1p-24)
    #expect(NPYElementType.half(0x03ff) == 1023 * 0x1p-24)
    #expect(NPYElementType.half(0x8000).bitPattern == 0x8000_0000)
    #expect(NPYElementType.half(0xfc00) == -.infinity)
    #expect(NPYElementType.half(0x7e01).isNaN)
  }

  @Test(arguments: [
    ("refused-objects.npy", "holds Python objects"), ("refused-text.npy", "holds elements of type '<U2'"),
    ("refused-complex.npy", "holds elements of type '<c8'"),
    ("refused-records.npy", "holds records with fields"),
    ("refused-single-number.npy", "holds a single number"),
    ("refused-three-axes.npy", "has 3 axes (2 × 3 × 2)"),
    ("refused-no-rows.npy", "has the shape 0 × 3"),
  ])
  func refusesWhatIsNoMatrixOfNumbers(name: String, message: String) throws {
    let error = dataFileError { _ = try FeatureTable.read(FormatFixtures.path(name)) }
    #expect(error?.kind == .content)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    ("", "is empty"), ("NUMPY", "does not start with"), ("\u{93}NUMPY", "does not start with"),
    ("{'descr': '<f4', 'fortran_order': False}", "without all of the keys"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), 'more': 1}", "the key 'more'"),
    ("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 1)}", "the key 'descr'"),
    ("{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 1)}", "neither True nor False"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 1)}", "no whole number of at least 0"),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 1)}",
      "a length in shape that exceeds"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4)}",
      "more elements than memory can hold"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 1)}",
      "more elements than memory can hold"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 1)}",
      "ends too early: the header promises 12 bytes"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1)}",
      "has bytes after its end: the header promises 4 bytes"
    ),
    ("{'descr': '!f4', 'fortran_order': False, 'shape': (2, 1)}", "unknown byte order"),
    ("{'descr': '|f4', 'fortran_order': False, 'shape': (2, 1)}", "unknown byte order"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1)} x", "more text after"),
    ("{'descr': '<f4", "without its closing quote"),
  ])
  func refusesDamagedHeaders(dictionary: String, message: String) throws {
    let isRaw = !dictionary.hasPrefix("{")
    let bytes = isRaw ? Array(dictionary.utf8) : Self.file(dictionary, [UInt8](repeating: 0, count: 8))
    try withFile("a.npy", bytes) { path in
      let error = dataFileError { _ = try NPYFile.read(path) }
      #expect(error?.kind == .content)
      #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }
  }

  @Test func refusesEveryTruncation() throws {
    let whole = try FormatFixtures.bytes("f4-le-c.npy")
    try withTemporaryDirectory { directory in
      for count in 0..<whole.count {
        let path = directory + "/a.npy"
        try AtomicFile.write(bytes: whole[..<count], to: path)
        #expect(dataFileError { _ = try NPYFile.read(path) }?.kind == .content, "\(count) bytes")
      }
    }
  }

  @Test func survivesAnAxisWithoutEndAndNoElements() throws {
    let dictionary = "{'descr': '<f8', 'fortran_order': True, 'shape': (9223372036854775807, 0)}"
    try withFile("a.npy", Self.file(dictionary, [])) { path in
      let array = try NPYFile.read(path)
      #expect(try array.matrix(of: Float.self).rows == Int.max)
      #expect(dataFileError { _ = try FeatureTable.read(path) }?.kind == .content)
    }
  }

  @Test func refusesUnknownVersions() throws {
    try withFile("a.npy", Self.file(Self.twoByOne, [UInt8](repeating: 0, count: 8), version: 4)) { path in
      let error = dataFileError { _ = try NPYFile.read(path) }
      #expect(error?.message == "is of .npy version 4.0; versions 1.0, 2.0 and 3.0 are allowed")
    }
  }
}

/// Keeps a view's matrix alive.
private final class ViewBox {
  let view: MatrixView<Float>
  init(_ view: MatrixView<Float>) { self.view = view }
}
