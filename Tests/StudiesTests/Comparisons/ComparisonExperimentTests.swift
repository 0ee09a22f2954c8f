import CrossModal
import Testing

@testable import Studies

/// Names and order of pairs.
@Suite struct ComparisonExperimentTests {
  private func space(_ source: String, _ layer: Int? = nil, dimensions: Int = 4) -> ComparisonInputs.Space {
    ComparisonInputs.Space(
      name: source + (layer.map { ".\($0)" } ?? ""), source: source, layer: layer, file: "f", hash: "h",
      dimensions: dimensions, repeatedRows: 0, zeroRows: 0, written: "w", stamp: nil, options: "")
  }

  private func experiment(_ sources: [String], _ spaces: [ComparisonInputs.Space]) -> ComparisonExperiment {
    let configuration = ComparisonConfiguration(
      name: "c", spaces: sources.map { .init(name: $0, file: InputFile($0, relativeTo: "/")) })
    return ComparisonExperiment(configuration, content: ComparisonInputs(items: 50, spaces: spaces))
  }

  private func names(_ experiment: ComparisonExperiment) -> [String] { experiment.work.all.map(\.name) }

  @Test func namesDoNotDependOnTheOrderInWhichSpacesCame() {
    let spaces = [space("b"), space("a"), space("c")]
    #expect(names(experiment(["b", "a", "c"], spaces)) == ["a~b", "a~c", "b~c"])
    #expect(names(experiment(["c", "a", "b"], spaces.reversed())) == ["a~b", "a~c", "b~c"])
    // What the configuration has no longer is kept and not shown.
    #expect(names(experiment(["c", "b"], spaces)) == ["b~c"])
    let all = experiment(["a", "b", "c"], spaces)
    #expect(all.unit(named: "a~c") == 1 && all.unit(named: "c~a") == nil)
    #expect(all.groups == [[0, 1], [2]])
  }

  @Test func layersStandByNumber() {
    let experiment = experiment(["m", "a"], [0, 1, 2, 10].map { space("m", $0) } + [space("a")])
    #expect(experiment.spaces.map(\.name) == ["a", "m.0", "m.1", "m.2", "m.10"])
    #expect(experiment.unitCount == 10 && experiment.unit(named: "m.2~m.10") == 9)
  }

  @Test func widerSpacesCostMore() {
    let experiment = experiment(["a", "b", "c"], [space("a"), space("b"), space("c", dimensions: 40)])
    let work = experiment.work
    #expect(work.cost(of: 1) > work.cost(of: 0) && work.cost(of: 1) == work.cost(of: 2))
  }
}
