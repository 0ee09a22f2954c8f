import Foundation
import Testing

/// Grids and tests of statsmodels, pandas and SciPy (scripts/reference/importances_golden.py).
struct SelectionGolden: Decodable {
  struct GridCase: Decodable {
    var levels: [Int]
    var values: [Double]
    var axes: [Double]
    var interactions: [Double]
    var higher: Double
    var top: [Double]?
    var topCount: Int

    /// The places of the settings, the last axis fastest.
    var places: [[Int]] {
      levels.indices.map { axis in
        let inner = levels[(axis + 1)...].reduce(1, *)
        return values.indices.map { $0 / inner % levels[axis] }
      }
    }
  }

  struct TestCase: Decodable {
    var differences: [Double]
    var ratio: Double
    var t: Double
    var p: Double
  }

  var grids: [GridCase]
  var tests: [TestCase]

  static func read() throws -> SelectionGolden {
    let folder = try #require(Bundle.module.url(forResource: "Golden", withExtension: nil))
    let data = try Data(contentsOf: folder.appending(path: "selection/importances.json"))
    return try JSONDecoder().decode(SelectionGolden.self, from: data)
  }
}
