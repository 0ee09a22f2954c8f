import CrossModal
import Dense
import Settings
import Testing

@testable import Studies

/// What a configuration of comparisons may say.
@Suite struct ComparisonConfigurationTests {
  private static let minimal = """
    version: 1
    kind: comparison
    name: c
    spaces: {a: {file: a.npy}, b: {file: b.npy}}
    """

  private func parse(_ text: String) throws -> ComparisonConfiguration {
    try ComparisonConfiguration.parse(text, file: "x.yaml", currentDirectory: "/here")
  }

  private func error(_ line: String) -> String {
    do {
      _ = try parse(Self.minimal + "\n" + line)
      return ""
    } catch { return "\(error)" }
  }

  @Test func defaultsAreWrittenAndReadBack() throws {
    let plain = try parse(Self.minimal)
    #expect(plain.counts == [.number(10)] && plain.permutations == 200 && plain.metric == .cosine)
    #expect(plain.measures == [.mutualNeighbors, .neighborAlignment, .debiasedKernelAlignment])
    let full = try parse(
      Self.minimal
        + "\nk: [3, 0.5%, 1%]\nmetric: euclidean\nmeasures: [cka, jaccard]\npermutations: 7\nseed: 4\nalign: names"
    )
    #expect(full.counts == [.number(3), .percent(0.5), .percent(1)])
    #expect(full.measures == [.kernelAlignment, .jaccard] && full.alignment == .names)
    for configuration in [plain, full] {
      #expect(try parse(configuration.resolvedYAML) == configuration)
    }
  }

  @Test func percentagesAreResolvedOnce() throws {
    let configuration = try parse(Self.minimal + "\nk: [10, 1%, 2%]")
    #expect(configuration.neighbors(of: 1000) == [10, 20])
    #expect(configuration.request(items: 1000).counts == [10, 20])
    #expect(configuration.request(items: 1000).key == StreamKey(seed: 1).adding("compare"))
  }

  @Test func wrongValuesAreRefusedWithTheirPlace() {
    #expect(error("k: 0%").hasPrefix("x.yaml:5:4: k: found"))
    #expect(
      error("k: 101%").contains("allowed: a whole number from 1, or a percentage of the items as in 1%"))
    #expect(error("k: -1").contains("k: found"))
    #expect(error("measures: [mutual-kn]").contains("did you mean 'mutual-knn'?"))
    #expect(error("metric: inner-product").contains("allowed: cosine, euclidean"))
    #expect(error("k: [5, 5]").contains("given twice"))
    #expect(error("spaces: {c: {file: c}}").contains("spaces"))
  }

  @Test func aSpaceMayComeAndWhatIsMeasuredMayNotChange() throws {
    let plain = try parse(Self.minimal)
    let more = try parse(Self.minimal.replacing("b.npy}}", with: "b.npy}, c: {file: c.npy}}"))
    #expect(more.firstConflict(with: plain) == nil)
    for line in ["k: 5", "metric: euclidean", "measures: cka", "permutations: 9", "seed: 2"] {
      #expect(try parse(Self.minimal + "\n" + line).firstConflict(with: plain) != nil, "\(line)")
    }
  }

  @Test func theSmallestPercentageIsANeighbor() {
    for items in [2, 7, 20, 999, 1000, 9251] {
      let text = SmallestPercent.text(items: items)
      #expect(NeighborCount(text + "%")?.neighbors(of: items) == 1, "\(items): \(text)")
    }
    #expect(SmallestPercent.text(items: 20) == "5" && SmallestPercent.text(items: 9251) == "0.011")
  }
}
