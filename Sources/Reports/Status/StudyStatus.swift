import CrossModal
import Foundation
import Studies

/// Where a study stands: counts, speed, the best of each cell so far, who is at work, and what went wrong.
package struct StudyStatus: Encodable, Sendable {
  /// Name of the study.
  package var name: String
  /// How far it is. Rate and time left are those of the last ten minutes, whoever computed; nil if nobody did.
  package var progress: StudyProgress
  /// Seconds of computing in the finished fits.
  package var computed: Double
  /// Seconds to the end if one worker computed alone, from the cost of what is left; nil before the first fit.
  package var secondsLeftForOneWorker: Double?
  /// The workers that hold a unit.
  package var workers: [WorkerSign]
  /// The best of each cell so far.
  package var best: [CellChoice]
  /// The text features that an encoder made, and how its training went.
  package var encoders: [Encoder]
  /// Fits that diverged or failed, with their reasons.
  package var failures: [Failure]
  /// Journals that end in a torn line, which is ignored.
  package var tornJournals: [String]

  /// A text feature set that was made by training an encoder.
  package struct Encoder: Codable, Sendable {
    /// Name of the feature set.
    package var features: String
    /// How the training went.
    package var encoding: Manifest.Encoding
  }

  /// A fit that came to nothing.
  package struct Failure: Codable, Sendable {
    /// Which fit.
    package var fit: FitIdentifier
    /// Its cell.
    package var cell: String
    /// diverged or failed.
    package var state: FitRecord.State
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

  /// Follows a study: each look reads only what is new.
  package final class Observer {
    private let study: Study
    private let ledger: Ledger
    private let meter: ProgressMeter

    /// Begins with everything that the journals hold.
    package init(_ study: Study) throws {
      self.study = study
      ledger = try study.ledger(allowsMixedKernels: true)
      meter = ProgressMeter(study, ledger: ledger)
    }

    /// The status at this moment.
    package func look() throws -> StudyStatus { try StudyStatus(study, ledger, meter) }
  }

  /// The status of a study as its journals tell it.
  package init(_ study: Study) throws { self = try Observer(study).look() }

  private init(_ study: Study, _ ledger: Ledger, _ meter: ProgressMeter) throws {
    name = ReportText.terminal(study.manifest.name)
    progress = try meter.update()
    let recent = RecentWork(ledger, cost: meter.cost, now: Date())
    progress.rate = recent.fitsPerSecond
    progress.secondsLeft = recent.costPerSecond.map { meter.costLeft / $0 }
    computed = ledger.secondsComputed
    if progress.share > 0 { secondsLeftForOneWorker = computed / progress.share * (1 - progress.share) }
    workers = try Self.workers(study)
    best = CellChoice.all(study, ledger: ledger)
    encoders = study.manifest.features.compactMap { features in
      features.encoding.map { Encoder(features: features.name, encoding: $0) }
    }
    failures = ledger.unfinished.sorted().compactMap { fit in
      guard let record = ledger.records[fit] else { return nil }
      return Failure(
        fit: fit, cell: study.plan.cells[fit.cell].cell.id, state: record.state,
        reason: record.reason.map(ReportText.terminal)
          ?? "not finite in epoch \(record.divergedEpoch ?? 0), batch \(record.divergedBatch ?? 0)")
    }
    tornJournals = ledger.torn.keys.sorted()
  }

  private static func workers(_ study: Study) throws -> [WorkerSign] {
    let folder = study.directory.claims
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw StudyError.file(path: folder, reason: systemReason(error, otherwise: "cannot read the directory"))
    }
    // Other names are of claims that are just being made or taken away.
    return names.filter { !$0.contains(".") }.compactMap { name in
      guard let file = ClaimFile(folder + "/" + name), let holder = file.holder?.process else { return nil }
      return WorkerSign(
        worker: holder.journalName, host: holder.host, unit: name,
        secondsSinceSign: max(0, Date().timeIntervalSince1970 - file.signOfLife), lives: holder.isAlive)
    }
  }
}

/// What was finished in the last ten minutes, and how fast.
private struct RecentWork {
  private static let window = 600.0
  var fitsPerSecond: Double?
  var costPerSecond: Double?

  init(_ ledger: Ledger, cost: (FitIdentifier) -> Double, now: Date) {
    // Times in one format can be compared as text.
    let earliest = now.addingTimeInterval(-Self.window - ledger.longestFit - 1).formatted(.iso8601)
    guard ledger.latestStart >= earliest else { return }
    let windowStart = now.timeIntervalSince1970 - Self.window
    var (count, sum, first) = (0.0, 0.0, now.timeIntervalSince1970)
    for record in ledger.records.values where record.state != .failed && record.started >= earliest {
      guard let started = try? Date(record.started, strategy: .iso8601).timeIntervalSince1970,
        started + record.seconds >= windowStart
      else { continue }
      count += 1
      sum += cost(record.fit)
      first = min(first, max(started, windowStart))
    }
    guard count > 0 else { return }
    // Starts are written in whole seconds.
    let elapsed = max(1, now.timeIntervalSince1970 - first)
    (fitsPerSecond, costPerSecond) = (count / elapsed, sum > 0 ? sum / elapsed : nil)
  }
}
