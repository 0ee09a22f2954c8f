import Dense
import Settings

@testable import Studies

/// An experiment in one file, to see that the engine needs no more: numbers are squared, and one unit for each parity adds
/// up what their squares came to.
struct CountingExperiment: Experiment {
  typealias Content = CountingInputs
  typealias Summary = CountingSummary
  typealias Result = CountingResult

  static let kind = "counting"
  static let units = "numbers"
  static let exampleName = "square/3"

  let configuration: CountingConfiguration

  init(_ configuration: CountingConfiguration, content: CountingInputs) { self.configuration = configuration }

  var unitCount: Int { configuration.numbers.count + 2 }
  var namedCount: Int { configuration.numbers.count }

  func name(of unit: Int, in ledger: Ledger<CountingExperiment>) -> String? {
    if unit < namedCount { return "square/\(configuration.numbers[unit])" }
    guard isReady(batch: unit - namedCount, in: ledger) else { return nil }
    return "sum/\(unit - namedCount)/of=\(numbers(unit - namedCount).map { "\($0)" }.joined(separator: "+"))"
  }

  func unit(named name: String) -> Int? {
    let parts = name.split(separator: "/")
    if parts.count == 2, parts[0] == "square" {
      return configuration.numbers.firstIndex { "\($0)" == parts[1] }
    }
    return parts.count == 3 && parts[0] == "sum" ? Int(parts[1]).map { namedCount + $0 } : nil
  }

  func numbers(_ parity: Int) -> [Int] { configuration.numbers.filter { $0 % 2 == parity } }

  var work: WorkPlan {
    WorkPlan(
      independent: configuration.numbers.indices.map {
        WorkUnit(name: "square/\(configuration.numbers[$0])", units: [$0], cost: 1)
      }, batches: [0, 1].map { [WorkUnit(name: "sum/\($0)", units: [namedCount + $0], cost: 2)] },
      unitCount: unitCount)
  }

  func isReady(batch: Int, in ledger: Ledger<CountingExperiment>) -> Bool {
    configuration.numbers.indices.allSatisfy { configuration.numbers[$0] % 2 != batch || ledger.has($0) }
  }

  func cost(ofBatch batch: Int, in ledger: Ledger<CountingExperiment>) -> Double { 2 }
  var groups: [[Int]] { [Array(0..<unitCount)] }

  static let quantities: [Quantity<CountingResult>] = [
    Quantity("value", "Value", "The number.", integer: { $0.value })
  ]

  func rows(
    _ unit: Int, _ record: UnitRecord<CountingResult>, in ledger: Ledger<CountingExperiment>
  ) -> [CountingResult] { record.result.map { [$0] } ?? [] }

  static func content(
    of configuration: CountingConfiguration, in directory: StudyDirectory, kernels: KernelChoice,
    onProgress: @escaping (String) -> Void
  ) throws -> CountingInputs { CountingInputs() }

  static func content(
    _ known: CountingInputs, grownTo configuration: CountingConfiguration, in directory: StudyDirectory,
    kernels: KernelChoice, onProgress: @escaping (String) -> Void
  ) throws -> CountingInputs { known }

  static func report(of configuration: CountingConfiguration, kernels: KernelChoice) -> DataReport {
    DataReport([InputFile]())
  }

  static func runner(_ study: Study<CountingExperiment>, path: KernelPath) throws -> CountingRunner {
    CountingRunner()
  }
}

/// Nothing is read.
struct CountingInputs: StudyInputs {
  var parts: [String: String] { [:] }
}

/// The number that a unit came to.
struct CountingResult: UnitResult, Codable {
  var value: Int

  init(value: Int) { self.value = value }

  init?(_ cursor: inout JSONCursor) {
    guard let result = cursor.value(CountingResult.self) else { return nil }
    self = result
  }
}

/// Nothing is summed up.
struct CountingSummary: ExperimentSummary {
  init(_ experiment: CountingExperiment) {}
  mutating func changed(_ unit: Int, had: Bool, has: Bool) {}
}

/// Squares and sums.
final class CountingRunner: UnitRunner {
  func run(
    _ unit: Int, ledger: Ledger<CountingExperiment>, shouldContinue: () -> Bool
  ) throws -> UnitOutcome<CountingResult>? {
    let experiment = ledger.experiment
    let numbers = experiment.configuration.numbers
    if unit < numbers.count {
      guard numbers[unit] >= 0 else { return UnitOutcome(.failed, reason: "a negative number") }
      return UnitOutcome(.finished, result: CountingResult(value: numbers[unit] * numbers[unit]))
    }
    let parity = unit - numbers.count
    let values = numbers.indices.filter { numbers[$0] % 2 == parity }
      .compactMap { ledger.record($0)?.result?.value }
    return UnitOutcome(.finished, result: CountingResult(value: values.reduce(0, +)))
  }
}

/// Its configuration: a list of numbers.
struct CountingConfiguration: ExperimentConfiguration {
  typealias Planned = CountingExperiment

  var name = ""
  var seed: UInt64 = 1
  var numbers: [Int] = []
  var cluster: ClusterConfiguration?
  var origin = ConfigurationOrigin()

  static let format = SettingFormat.section(
    [
      .version, .kind("counting"),
      SettingKey("name", \.name, .title, effect: .nothing, isRequired: true, "Name of the study"),
      SettingKey(
        "seed", \.seed, .unsigned, effect: .anotherStudy(because: "it is another one"), "Seed of nothing"),
      SettingKey(
        "numbers", \.numbers, .axis(of: .integer(in: -100...100)), effect: .growth, isRequired: true,
        "Numbers to square"),
      .cluster(\.cluster),
    ], from: CountingConfiguration(), isBlock: true)
}
