import Dense
import Foundation
import Testing

@testable import CrossModal

/// The committed files from numpy, zipfile, csv and safetensors (scripts/reference/make_format_fixtures.py).
enum FormatFixtures {
  static var directory: URL {
    (Bundle.module.resourceURL ?? Bundle.module.bundleURL).appendingPathComponent("Golden/formats")
  }

  static func path(_ name: String) -> String { directory.appendingPathComponent(name).path }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }

  static var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() }
  }

  /// File name (`archive.npz:key` for archives of several arrays) to rows of float32 values.
  static func expected() throws -> [String: [[Double]]] {
    let data = try Data(contentsOf: directory.appendingPathComponent("expected.json"))
    return try JSONDecoder().decode([String: [[Double]]].self, from: data)
  }
}

/// Calls `body` with the path of a new directory, which is removed afterwards.
func withTemporaryDirectory<Result>(_ body: (String) throws -> Result) throws -> Result {
  let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
    "crossmodal-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  return try body(directory.path)
}

/// Calls `body` with the path of a new file that holds `bytes`.
func withFile<Result>(_ name: String, _ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
  try withTemporaryDirectory { directory in
    let path = directory + "/" + name
    try Data(bytes).write(to: URL(filePath: path))
    return try body(path)
  }
}

/// Calls `body` with the path of a new file that holds `text`.
func withFile<Result>(_ name: String, _ text: String, _ body: (String) throws -> Result) throws -> Result {
  try withFile(name, Array(text.utf8), body)
}

/// The error that `body` ends with; records an issue if it ends without one or with another kind of error.
func dataFileError(
  _ sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) -> DataFileError? {
  #expect(throws: DataFileError.self, sourceLocation: sourceLocation, performing: body)
}

/// The numbers as bits, so that NaN and the sign of zero count.
func bits(_ view: MatrixView<Float>) -> [[UInt32]] {
  (0..<view.rows).map { view.row($0).map(\.bitPattern) }
}

func matrixOfNoise(rows: Int, columns: Int, seed: UInt64 = 1) -> Matrix<Float> {
  var state = seed
  return Matrix(rows: rows, columns: columns) { _, _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(Int32(truncatingIfNeeded: state >> 32)) / 0x1p28
  }
}
