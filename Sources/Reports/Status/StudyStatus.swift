import CrossModal
import Foundation
import Studies

/// Where a study stands: counts, speed, the best of each cell so far, who is at work, and what went wrong.
package struct StudyStatus: Encodable, Sendable {
  /// Name of the study.
  package var name: String
  /// The kind of the experiment.
  package var kind: String
  /// What its units are called.
  package var units: String
  /// How far it is. Rate and time left are those of the last ten minutes, whoever computed; nil if nobody did.
  package var progress: StudyProgress
  /// Seconds of computing in the finished units.
  package var computed: Double
  /// Seconds to the end if one worker computed alone, from the cost of what is left; nil before the first result.
  package var secondsLeftForOneWorker: Double?
  /// The workers that hold a unit.
  package var workers: [WorkerSign]
  /// The best of each cell so far; none for an experiment without cells.
  package var best: [CellChoice]
  /// The text features that an encoder made, and how its training went.
  package var encoders: [Encoder]
  /// What of the inputs is worth knowing before a number is believed, each a sentence.
  package var notes: [String]
  /// Results of an earlier configuration or choice, which are kept and not shown.
  package var hidden: Int
  /// Units that diverged or failed, with their reasons.
  package var failures: [Failure]
  /// Journals that end in a torn line, which is ignored.
  package var tornJournals: [String]

  /// A text feature set that was made by training an encoder.
  package struct Encoder: Codable, Sendable {
    /// Name of the feature set.
    package var features: String
    /// How the training went.
    package var encoding: MapInputs.Encoding
  }

  /// A unit that came to nothing.
  package struct Failure: Codable, Sendable {
    /// Which one.
    package var unit: String
    /// diverged or failed.
    package var state: UnitState
    /// Why.
    package var reason: String
  }

  /// A worker that holds a unit of work.
  package struct WorkerSign: Codable, Sendable {
    /// The worker, as its journal is named.
    package var worker: String
    /// Its host.
    package var host: String
    /// The unit that it is at.
    package var unit: String
    /// Seconds since its last sign of life.
    package var secondsSinceSign: Double
    /// Whether it lives; nil on another host.
    package var lives: Bool?
  }

  /// What only some experiments tell.
  package struct Details: Sendable {
    /// The best of each cell so far.
    var best: [CellChoice] = []
    /// The text features that an encoder made.
    var encoders: [Encoder] = []
    /// What of the inputs is worth knowing.
    var notes: [String] = []
  }

  /// The status at this moment.
  fileprivate init<Kind: Experiment>(
    _ study: Study<Kind>, _ ledger: Ledger<Kind>, _ meter: ProgressMeter<Kind>, _ details: Details
  ) throws {
    name = ReportText.terminal(study.configuration.name)
    (kind, units) = (Kind.kind, Kind.units)
    progress = try meter.update()
    let (totals, recent) = (ledger.totals, RecentWork(ledger, cost: meter.cost, now: Date()))
    progress.rate = recent.unitsPerSecond
    progress.secondsLeft = recent.costPerSecond.map { meter.costLeft / $0 }
    computed = totals.seconds
    if progress.share > 0 { secondsLeftForOneWorker = computed / progress.share * (1 - progress.share) }
    workers = try Self.workers(study.directory)
    (best, encoders, hidden) = (details.best, details.encoders, ledger.hiddenCount)
    notes = details.notes.map(ReportText.terminal)
    failures = ledger.unfinished.compactMap { unit in
      guard let record = ledger.record(unit) else { return nil }
      return Failure(
        unit: record.unit, state: record.state, reason: ReportText.terminal(record.explanation ?? ""))
    }
    tornJournals = ledger.torn.keys.sorted()
  }

  private static func workers(_ directory: StudyDirectory) throws -> [WorkerSign] {
    try ClaimFile.all(in: directory).compactMap { claim in
      guard let holder = claim.file.holder?.process else { return nil }
      return WorkerSign(
        worker: holder.journalName, host: holder.host, unit: claim.work,
        secondsSinceSign: max(0, Date().timeIntervalSince1970 - claim.file.signOfLife), lives: holder.isAlive)
    }
  }
}

/// Follows a study: each look reads only what is new.
package final class StatusObserver<Kind: Experiment> {
  private let study: Study<Kind>
  private let ledger: Ledger<Kind>
  private let meter: ProgressMeter<Kind>
  private let details: (Study<Kind>, Ledger<Kind>) -> StudyStatus.Details

  /// Begins with everything that the journals hold.
  package init(
    _ study: Study<Kind>, details: @escaping (Study<Kind>, Ledger<Kind>) -> StudyStatus.Details
  ) throws {
    (self.study, self.details) = (study, details)
    ledger = try study.ledger(allowsMixedKernels: true)
    meter = ProgressMeter(ledger)
  }

  /// The status at this moment.
  package func look() throws -> StudyStatus {
    try ledger.refresh()
    return try StudyStatus(study, ledger, meter, details(study, ledger))
  }
}

/// What was finished in the last ten minutes, and how fast.
private struct RecentWork {
  private static let window = 600.0
  var unitsPerSecond: Double?
  var costPerSecond: Double?

  init<Kind: Experiment>(_ ledger: Ledger<Kind>, cost: (Int) -> Double, now: Date) {
    let totals = ledger.totals
    // Times in one format can be compared as text.
    let earliest = now.addingTimeInterval(-Self.window - totals.longest - 1).formatted(.iso8601)
    guard totals.latestStart >= earliest else { return }
    let windowStart = now.timeIntervalSince1970 - Self.window
    var (count, sum, first) = (0.0, 0.0, now.timeIntervalSince1970)
    ledger.forEachRecord { unit, record in
      guard record.state != .failed, record.started >= earliest,
        let started = try? Date(record.started, strategy: .iso8601).timeIntervalSince1970,
        started + record.seconds >= windowStart
      else { return }
      count += 1
      sum += cost(unit)
      first = min(first, max(started, windowStart))
    }
    guard count > 0 else { return }
    // Starts are written in whole seconds.
    let elapsed = max(1, now.timeIntervalSince1970 - first)
    (unitsPerSecond, costPerSecond) = (count / elapsed, sum > 0 ? sum / elapsed : nil)
  }
}
