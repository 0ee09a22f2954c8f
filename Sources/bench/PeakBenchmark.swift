import ArgumentParser
import Dense

/// The limit of one core.
struct PeakBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peak", abstract: "The rate of fused multiply-adds in the widest registers of one core.")

  @Flag(help: "Print one JSON document.") var json = false

  func run() throws {
    var readings = Readings()
    for _ in 0..<7 { readings.probe() }
    try readings.report.print(json: json)
  }
}
