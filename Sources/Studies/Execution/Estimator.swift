import CrossModal
import Dense
import Foundation

/// Estimates what a study would take: takes its data into a temporary study, runs a sample of its units there, and removes
/// all of it.
package struct Estimator<Kind: Experiment> {
  private let configuration: Kind.Configuration
  private let kernels: KernelChoice
  private let workers: Int

  /// An estimator for a configuration.
  package init(_ configuration: Kind.Configuration, kernels: KernelChoice, workers: Int) {
    precondition(workers > 0, "\(workers) workers")
    (self.configuration, self.kernels, self.workers) = (configuration, kernels, workers)
  }

  /// Measures in a new directory `path`, which is removed at the end, also by an interrupt.
  /// - Throws: what taking in the data throws; ``StudyError/stopped(study:progress:)`` after a signal.
  package func estimate(in path: String) throws -> WorkEstimate {
    let signals = StopSignals([SIGINT, SIGTERM, SIGHUP])
    defer {
      signals.end()
      try? FileManager.default.removeItem(atPath: path)
    }
    let stopped = StudyError.stopped(
      study: configuration.name, progress: "in the middle of an estimate, of which nothing is kept")
    let directory = StudyDirectory(path)
    try directory.create()
    var clock = ContinuousClock.now
    func lap() -> Double {
      let now = ContinuousClock.now
      defer { clock = now }
      return clock.duration(to: now).seconds
    }
    let (estimable, making) = try Kind.estimable(configuration, in: directory, kernels: kernels)
    if signals.wereReceived { throw stopped }
    _ = lap()
    let study = try Study<Kind>(estimable, at: path, kernels: kernels)
    let intake = lap() + making.seconds
    let dataBytes = Self.bytes(in: directory.data)
    ProcessMemory.forgetPeak()
    let runner = try Kind.runner(study, path: kernels.kernelPath)
    let start = lap()
    guard let work = try Kind.measure(study, runner, shouldContinue: { !signals.wereReceived }),
      !signals.wereReceived
    else { throw stopped }
    let flush = try flushSeconds(directory)
    let units = work.seconds + Double(work.units) * flush
    let side = Double(max(1, min(workers, AvailableProcessors.current.count)))
    let sentences =
      making.measured + [
        "the data in \(WorkEstimate.time(intake)), a worker's start in \(WorkEstimate.time(start)), a flush of a "
          + "journal in \((flush * 10_000).rounded() / 10) ms"
      ] + work.measured
      + (side < Double(workers) ? ["\(Int(side)) processors for \(workers) workers"] : [])
    return WorkEstimate(
      secondsOnOneCore: intake + start + units,
      seconds: intake + start + max(units / side, work.longest), workers: workers,
      memoryBytesPerWorker: ProcessMemory.peak, diskBytes: dataBytes + Int(work.recordBytes) + 65_536,
      measured: sentences)
  }

  // The mean of a few lines that are flushed as those of a journal are.
  private func flushSeconds(_ directory: StudyDirectory) throws -> Double {
    let journal = try JournalWriter(directory, worker: "estimate")
    let record = UnitRecord<Kind.Result>(
      unit: Kind.exampleName, state: .failed, reason: "none", kernels: kernels.description, attempt: 1,
      seconds: 0, host: "", worker: "estimate", started: "")
    let clock = ContinuousClock.now
    let lines = 8
    for _ in 0..<lines { try journal.append(.record(record)) }
    return clock.duration(to: .now).seconds / Double(lines)
  }

  private static func bytes(in folder: String) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.reduce(0) { sum, name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/" + name)
      return sum + (attributes?[.size] as? Int ?? 0)
    }
  }
}

extension Experiment {
  /// The configuration itself: nothing is made of its data that takes long.
  package static func estimable(
    _ configuration: Configuration, in directory: StudyDirectory, kernels: KernelChoice
  ) throws -> (configuration: Configuration, making: MeasuredWork) { (configuration, MeasuredWork()) }

  /// Runs the cheapest unit, one in the middle and the costliest, and takes all others for what lies between by their
  /// costs.
  package static func measure(
    _ study: Study<Self>, _ runner: Runner, shouldContinue: @escaping () -> Bool
  ) throws -> MeasuredWork? {
    let (plan, ledger) = (study.experiment.work, try study.ledger())
    let units = plan.independent.flatMap(\.units).sorted { plan.cost(of: $0) < plan.cost(of: $1) }
    guard let last = units.last else { return MeasuredWork() }
    var curve: [(cost: Double, seconds: Double)] = []
    var bytes = 0
    let chosen = [units[0], units[units.count / 2], last].reduce(into: [Int]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    for unit in chosen {
      let clock = ContinuousClock.now
      guard let outcome = try runner.run(unit, ledger: ledger, shouldContinue: shouldContinue) else {
        return nil
      }
      curve.append((plan.cost(of: unit), clock.duration(to: .now).seconds))
      bytes = max(bytes, try MeasuredWork.bytes(outcome))
    }
    var work = MeasuredWork()
    work.units = study.experiment.unitCount
    for unit in plan.all.flatMap(\.units) {
      let seconds = MeasuredWork.seconds(plan.cost(of: unit), on: curve)
      work.seconds += seconds
      work.longest = max(work.longest, seconds)
    }
    work.recordBytes = Double(bytes * work.units)
    work.measured = [
      "\(chosen.count) of \(units.count) \(units.count == 1 ? "unit" : "units"), by their costs"
    ]
    return work
  }
}

extension MeasuredWork {
  /// The seconds of a cost between or beyond measured costs, which ascend: along straight lines, never below none.
  static func seconds(_ cost: Double, on curve: [(cost: Double, seconds: Double)]) -> Double {
    guard let first = curve.first, let last = curve.last else { return 0 }
    guard last.cost > first.cost else { return last.seconds * (last.cost > 0 ? cost / last.cost : 1) }
    let place = curve.indices.dropFirst().first { cost <= curve[$0].cost } ?? curve.count - 1
    let (a, b) = (curve[place - 1], curve[place])
    guard b.cost > a.cost else { return b.seconds }
    return max(0, a.seconds + (b.seconds - a.seconds) * (cost - a.cost) / (b.cost - a.cost))
  }

  /// Bytes of a journal's line for an outcome.
  static func bytes<Result: UnitResult>(_ outcome: UnitOutcome<Result>) throws -> Int {
    // Name, kernels, host and worker are about as long as here.
    let frame = 300
    return frame + (try outcome.result.map { try CheckedText.bytes("record", $0).count } ?? 0)
  }
}
