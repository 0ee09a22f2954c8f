import ArgumentParser
import Dense

/// The limit of one core.
struct PeakBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peak", abstract: "The rate of fused multiply-adds in the widest registers of one core.")

  @Flag(help: "Print one JSON document.") var json = false

  func run() throws {
    var peak = PeakWatch()
    for _ in 0..<7 { peak.probe() }
    try Report([], peak: peak.best).print(json: json)
  }
}
