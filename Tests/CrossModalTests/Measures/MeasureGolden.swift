import Foundation
import Testing

/// Cases of SciPy and scikit-learn (scripts/reference/measures_golden.py).
enum MeasureGolden {
  struct Spearman: Decodable {
    var first: [Double]
    var second: [Double]
    var rho: Double?
  }

  struct Precision: Decodable {
    var features: [[Float]]
    var labels: [String]
    var value: Double?
    var excluded: Int
  }

  static func read<Case: Decodable>(_ name: String, as type: Case.Type = Case.self) throws -> [Case] {
    let folder = try #require(Bundle.module.url(forResource: "Golden", withExtension: nil))
    let data = try Data(contentsOf: folder.appending(path: "measures/\(name).json"))
    return try JSONDecoder().decode([Case].self, from: data)
  }
}
