import Foundation
import TestSupport
import Testing
import VectorFiles

@testable import CrossModal
@testable import Dense

/// The golden values of public sets, where both are next to the package.
@Suite struct DistanceRankGoldenTests {
  private struct GoldenSet: Decodable {
    struct Measures: Decodable {
      var cosine: Double
      var euclidean: Double
      enum CodingKeys: String, CodingKey {
        case cosine = "rsa-spearman-cosine", euclidean = "rsa-spearman-euclidean"
      }
    }
    var files: [String]
    var measures: Measures
  }

  private static let goldenFile = RealData.directory + "/../golden/compare.json"

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: goldenFile)),
    arguments: ["things", "mcrae", "stamps"], [Metric.cosine, .euclidean])
  func goldenValues(name: String, metric: Metric) throws {
    let data = try Data(contentsOf: URL(filePath: Self.goldenFile))
    let golden = try #require(try JSONDecoder().decode([String: GoldenSet].self, from: data)[name])
    guard golden.files.allSatisfy(RealData.has) else { return }
    let sets = try golden.files.map { MeasuredRows(try FeatureTable.read(RealData.directory + "/" + $0)) }
    let found = DistanceRankCorrelation(
      sets[0], sets[1], metric: metric,
      permutations: ItemPermutations(items: sets[0].rows, count: 0, key: StreamKey(seed: 1)), threads: 2,
      key: StreamKey(seed: 2))
    let expected = metric == .cosine ? golden.measures.cosine : golden.measures.euclidean
    #expect(abs(try #require(found.value) - expected) < 1e-9, "\(found)")
  }
}
