import Foundation
import Testing

@testable import VectorFiles

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

/// The error that `body` ends with; records an issue if it ends without one or with another kind of error.
func dataFileError(
  _ sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) -> DataFileError? {
  #expect(throws: DataFileError.self, sourceLocation: sourceLocation, performing: body)
}
