import Foundation
import Testing

@testable import Dense

/// Maps that the formats' own libraries wrote, and what numpy makes of rows (scripts/reference/models_golden.py).
enum ModelGolden {
  /// Rows, f of them, target rows and what the target's steps make of them.
  struct Rows: Decodable {
    var x: [[Float]]
    var y: [[Double]]
    var t: [[Float]]
    var target: [[Double]]
  }

  static func read() throws -> [String: Rows] {
    try JSONDecoder().decode([String: Rows].self, from: Data(contentsOf: URL(filePath: path("maps.json"))))
  }

  static func path(_ name: String) throws -> String {
    let folder = try #require(Bundle.module.url(forResource: "Golden", withExtension: nil))
    return folder.appending(path: "models/\(name)").path
  }
}
