import Dense
import Foundation
import TestSupport
import Testing
import VectorFiles

@testable import CrossModal

/// The golden values of the measures on public sets, where both are next to the package.
@Suite struct GoldenComparisonTests {
  private struct GoldenSet: Decodable {
    enum Value: Decodable {
      case one(Double)
      case several([Double])

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self =
          try (try? container.decode(Double.self)).map(Value.one) ?? .several(container.decode([Double].self))
      }

      var numbers: [Double] {
        switch self {
        case .one(let number): [number]
        case .several(let numbers): numbers
        }
      }
    }
    var files: [String]
    var k: Int
    var measures: [String: Value]
  }

  private static let goldenFile = RealData.directory + "/../golden/compare.json"

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: goldenFile)),
    arguments: ["things", "mcrae", "stamps"], [false, true])
  func goldenValues(name: String, inFloat: Bool) throws {
    let data = try Data(contentsOf: URL(filePath: Self.goldenFile))
    let golden = try #require(try JSONDecoder().decode([String: GoldenSet].self, from: data)[name])
    guard golden.files.allSatisfy(RealData.has) else { return }
    let spaces = try golden.files.map { file in
      let table = try FeatureTable.read(RealData.directory + "/" + file)
      return ComparedSpace(
        name: file, rows: inFloat ? MeasuredRows(table.features) : MeasuredRows(table))
    }
    var found: [String: [Double]] = [:]
    for metric in [Metric.cosine, .euclidean] {
      var request = ComparisonRequest(counts: [golden.k], metric: metric, permutations: 0, threads: 2)
      if metric == .euclidean { request.measures = [.mutualNeighbors, .neighborOverlap] }
      for score in try SpaceComparison(spaces[0], spaces[1], request).scores {
        guard let value = score.value else { continue }
        let numbers = score.values ?? [value]
        let isBoth = score.measure == .mutualNeighbors || score.measure == .neighborOverlap
        if isBoth { found["\(score.measure.rawValue)-\(metric.rawValue)"] = numbers }
        if metric == .cosine { found[score.measure.rawValue] = numbers }
      }
    }
    let tolerance = inFloat ? 1e-6 : 1e-9
    for (measure, expected) in golden.measures {
      guard let own = found[measure] else {
        Issue.record("\(name) \(measure): no value")
        continue
      }
      #expect(own.count == expected.numbers.count)
      for (one, other) in zip(own, expected.numbers) {
        #expect(abs(one - other) < tolerance, "\(name) \(measure): \(one), expected \(other)")
      }
    }
  }
}
