import ArgumentParser
import CProgramVersion
import Dense
import Foundation

/// How fast, against the limit of this machine.
@main struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "GFLOPS and the fraction of the processor's limit, measured in the same run.",
    discussion: """
      The limit is the rate of fused multiply-adds in the widest registers of one core. Every answer is checked before \
      it is timed. Run one measurement at a time, on one core: taskset -c 1 bench train
      """,
    version: version,
    subcommands: [
      PeakBenchmark.self, GEMMBenchmark.self, TrainBenchmark.self, EvaluationBenchmark.self,
      NeighborsBenchmark.self, DistancesBenchmark.self, CompareBenchmark.self, RidgeBenchmark.self,
      GridBenchmark.self, CoverageBenchmark.self,
    ])

  // As that of crossmodal.
  private static let version: String = {
    let (number, commit) = (String(cString: program_version()), String(cString: program_commit()))
    return commit.isEmpty ? "bench \(number)" : "bench \(number) (\(commit))"
  }()

  static func main() {
    BLASLibrary.prepare()
    do {
      let arguments = CommandLine.arguments.dropFirst()
      var command = try Bench.parseAsRoot(arguments == ["-V"] ? ["--version"] : Array(arguments))
      try command.run()
    } catch {
      if Bench.exitCode(for: error) == .success { return print(Bench.fullMessage(for: error)) }
      let failure = error as? BenchFailure
      let message =
        failure?.message ?? Bench.message(for: error).split(separator: "\n").joined(separator: " ")
      FileHandle.standardError.write(Data("bench: \(message)\n".utf8))
      Foundation.exit(failure?.code ?? 64)
    }
  }
}

/// A benchmark that cannot go on.
struct BenchFailure: Error {
  let code: Int32
  let message: String
}
