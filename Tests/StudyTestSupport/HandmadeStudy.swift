import Foundation
import Studies

/// A small study on disk whose journal is written by hand: results are chosen by the test, nothing is trained.
package final class HandmadeStudy {
  package let directory: String
  package let study: MapStudy
  private let journal: JournalWriter

  /// A study of 40 made-up items named as the paper's IAPR TC-12, VGG-128 and biGRU; `files` are written next to its data,
  /// `dataset` is a further line of that section.
  package init(
    name: String = "small", models: String = "[lin, nn]", losses: String = "[mse]",
    grid: String = "{learning-rate: [0.01, 0.001], hidden-units: [4, 8]}", measures: String = "{k: 3}",
    training: String = "{max-epochs: 3}", search: String? = nil, steps: String? = nil,
    changedRows: Set<Int> = [],
    isConstant: Bool = false, files: [String: String] = [:], dataset: String = ""
  ) throws {
    directory = NSTemporaryDirectory() + "crossmodal-report-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    func table(_ columns: Int, _ shift: Int) -> String {
      (0..<40).map { row in
        (0..<columns).map { column in
          let number = Double((row * 37 + column * 11 + shift) % 41) / 41
          if isConstant { return "0.5" }
          return "\(changedRows.contains(row) ? 3 - number * number : number)"
        }.joined(separator: ",")
      }.joined(separator: "\n") + "\n"
    }
    try table(5, 0).write(toFile: directory + "/image.csv", atomically: true, encoding: .utf8)
    try table(4, 3).write(toFile: directory + "/text.csv", atomically: true, encoding: .utf8)
    for (name, text) in files {
      let path = "\(directory)/\(name)"
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let configuration = try StudyConfiguration.parse(
      """
      version: 1
      name: "\(quoted)"
      dataset:
        name: iaprtc12
        image: {vgg128: {file: image.csv\(steps.map { ", steps: \($0)" } ?? "")}}
        text: {bigru: {file: text.csv\(steps.map { ", steps: \($0)" } ?? "")}}
        \(dataset)
      protocol: {kind: cross-validation, folds: 2}
      models: \(models)
      losses: \(losses)
      grid: \(grid)
      training: \(training)
      measures: \(measures)
      \(search.map { "search: \($0)" } ?? "")
      """, file: directory + "/x.yaml", overrides: [], currentDirectory: directory)
    study = try Study(configuration, at: directory + "/study", kernels: KernelChoice(path: .openblas))
    journal = try JournalWriter(study.directory, worker: "hand")
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  /// A record of a fit with these curves, see ``name(_:)``.
  package func record(
    _ fit: FitIdentifier, training: [Double] = [3, 2, 1], heldOut: [Double] = [3, 2, 2.5],
    state: UnitState = .finished, reason: String? = nil, overlaps: [OverlapRecord]? = nil
  ) throws -> FitRecord {
    let result = FitResult(
      training: LossCurve(training), heldOut: LossCurve(heldOut), epochs: 3, overlaps: overlaps)
    return FitRecord(
      unit: try name(fit), state: state, reason: reason, result: state == .failed ? nil : result,
      kernels: study.manifest.kernels.description, attempt: 1, seconds: 0.5, host: "host", worker: "hand",
      started: "2025-01-02T03:04:05Z")
  }

  /// The name of a fit by what is written so far; of a final fit after the search of its cell, which is written first
  /// where it is not there.
  package func name(_ fit: FitIdentifier) throws -> String {
    var ledger =
      fit.isSearch ? MapLedger(study.directory, study.experiment) : try study.ledger(allowsMixedKernels: true)
    if !fit.isSearch, !ledger.searchIsComplete(cell: fit.cell) {
      for search in study.plan.searchFits(ofCell: fit.cell) where ledger[search] == nil {
        try append(record(search))
      }
      ledger = try study.ledger(allowsMixedKernels: true)
    }
    guard let name = study.experiment.name(of: study.plan.unit(of: fit), in: ledger) else {
      throw StudyError.data(message: "the search of the cell of \(fit) is not complete")
    }
    return name
  }

  /// Trains and solves every fit, and writes what it came to.
  package func runAll() throws {
    let runner = FitRunner(study, data: try MapData(study), path: .openblas)
    for fit in Array(study.plan.searchFitIdentifiers) + Array(study.plan.finalFitIdentifiers) {
      let ledger = try study.ledger(allowsMixedKernels: true)
      if let outcome = try runner.run(study.plan.unit(of: fit), ledger: ledger, shouldContinue: { true }) {
        try write(fit, outcome)
      }
    }
  }

  /// A study, run to its end, whose fits have every number that a fit can have.
  package static func withEverything() throws -> HandmadeStudy {
    let small = try HandmadeStudy(
      models: "[nn, reduced-rank]",
      losses: "[mse, {max-margin: {margin: [0.5]}}, {info-nce: {temperature: [0.5]}}]",
      grid: "{learning-rate: [0.01], hidden-units: [4], batch-size: [16], penalty: [0.5], rank: [2]}",
      training: "{max-epochs: 2}")
    try small.runAll()
    return small
  }

  /// A study with two settings and more in each cell, whose search is written, so that each has a second best.
  package static func withSecondChoices() throws -> HandmadeStudy {
    let small = try HandmadeStudy(
      models: "[nn, reduced-rank]",
      losses: "[mse, {max-margin: {margin: [0.5, 1]}}, {info-nce: {temperature: [0.5, 1]}}]",
      grid:
        "{learning-rate: [0.01, 0.001], hidden-units: [4], batch-size: [16], penalty: [0.5, 1], rank: [2]}",
      training: "{max-epochs: 3}")
    for fit in small.study.plan.searchFitIdentifiers {
      guard case .search(let cell, let setting, let fold) = fit else { continue }
      let distance = 0.1 * Double(setting) + 0.01 * Double(fold)
      var record = try small.record(fit, heldOut: [3, 2 + distance, 4])
      if small.study.plan.cells[cell].measure != .loss {
        record.result?.scores = LossCurve([0.1, 0.9 - distance, 0.2])
      }
      try small.append(record)
    }
    return small
  }

  /// Writes what the run of a fit came to.
  package func write(_ fit: FitIdentifier, _ outcome: UnitOutcome<FitResult>) throws {
    var record = try record(fit, state: outcome.state, reason: outcome.reason)
    record.result = outcome.result
    try append(record)
  }

  /// Writes a record.
  package func append(_ record: FitRecord) throws { try journal.append(.record(record)) }

  /// Writes every search fit; `heldOut` gives the curve of a cell, setting and fold.
  package func search(
    _ heldOut: (Int, Int, Int) -> [Double] = { _, setting, fold in
      [3, 2 + Double(setting) + 0.1 * Double(fold), 4]
    }
  )
    throws
  {
    for fit in study.plan.searchFitIdentifiers {
      guard case .search(let cell, let setting, let fold) = fit else { continue }
      try append(record(fit, heldOut: heldOut(cell, setting, fold)))
    }
  }

  /// Writes every final fit, after the search; `overlaps` gives X,f, Y,f and X,Y of a cell and fold, `error`
  /// the standard error of all differences.
  package func finals(error: Double? = nil, _ overlaps: (Int, Int) -> (Double, Double, Double)) throws {
    for fit in study.plan.finalFitIdentifiers {
      guard case .final(let cell, let fold) = fit else { continue }
      let (input, target, pair) = overlaps(cell, fold)
      let measures = study.configuration.measures
      let records = measures.metrics.flatMap { metric in
        [true, false].map { includesSelf in
          OverlapRecord(
            metric: metric.rawValue, k: measures.k, includesSelf: includesSelf, items: 20, input: input,
            target: target, pair: pair,
            further: Dictionary(
              NeighborMeasure.all.map {
                ($0.name, OverlapRecord.Spaces(input: input, target: target, pair: pair))
              }
            ) { first, _ in first },
            errors: error.map { .init(input: $0, target: $0, inputTarget: $0, targetPair: $0) })
        }
      }
      try append(record(fit, overlaps: records))
    }
  }
}
