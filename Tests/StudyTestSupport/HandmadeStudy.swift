import Foundation
import Studies

/// A small study on disk whose journal is written by hand: results are chosen by the test, nothing is trained.
package final class HandmadeStudy {
  package let directory: String
  package let study: Study
  private let journal: JournalWriter

  /// A study of 40 made-up items named as the paper's IAPR TC-12, VGG-128 and biGRU.
  package init(
    name: String = "small", models: String = "[lin, nn]", losses: String = "[mse]",
    grid: String = "{learning-rate: [0.01, 0.001], hidden-units: [4, 8]}", measures: String = "{k: 3}"
  ) throws {
    directory = NSTemporaryDirectory() + "crossmodal-report-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    func table(_ columns: Int, _ shift: Int) -> String {
      (0..<40).map { row in
        (0..<columns).map { "\(Double((row * 37 + $0 * 11 + shift) % 41) / 41)" }.joined(separator: ",")
      }.joined(separator: "\n") + "\n"
    }
    try table(5, 0).write(toFile: directory + "/image.csv", atomically: true, encoding: .utf8)
    try table(4, 3).write(toFile: directory + "/text.csv", atomically: true, encoding: .utf8)
    let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let configuration = try StudyConfiguration.parse(
      """
      version: 1
      name: "\(quoted)"
      dataset:
        name: iaprtc12
        image: {vgg128: {file: image.csv}}
        text: {bigru: {file: text.csv}}
      protocol: {kind: cross-validation, folds: 2}
      models: \(models)
      losses: \(losses)
      grid: \(grid)
      training: {max-epochs: 3}
      measures: \(measures)
      """, file: directory + "/x.yaml", overrides: [], currentDirectory: directory)
    study = try Study(configuration, at: directory + "/study", kernels: KernelChoice(path: .openblas))
    journal = try JournalWriter(study.directory, worker: "hand")
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  /// A record of a fit with these curves.
  package func record(
    _ fit: FitIdentifier, setting: Int, training: [Double] = [3, 2, 1], heldOut: [Double] = [3, 2, 2.5],
    state: FitRecord.State = .finished, reason: String? = nil, overlaps: [OverlapRecord]? = nil
  ) -> FitRecord {
    FitRecord(
      fit: fit, state: state, training: LossCurve(training), heldOut: LossCurve(heldOut), setting: setting,
      epochs: 3,
      reason: reason, overlaps: overlaps, kernels: study.manifest.kernels.description, attempt: 1,
      seconds: 0.5,
      host: "host", worker: "hand", started: "2025-01-02T03:04:05Z")
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
      try append(record(fit, setting: setting, heldOut: heldOut(cell, setting, fold)))
    }
  }

  /// Writes every final fit; `overlaps` gives X,f, Y,f and X,Y of a cell and fold.
  package func finals(_ overlaps: (Int, Int) -> (Double, Double, Double)) throws {
    for fit in study.plan.finalFitIdentifiers {
      guard case .final(let cell, let fold) = fit else { continue }
      let (input, target, pair) = overlaps(cell, fold)
      let measures = study.configuration.measures
      let records = measures.metrics.flatMap { metric in
        [true, false].map { includesSelf in
          OverlapRecord(
            metric: metric.rawValue, k: measures.k, includesSelf: includesSelf, items: 20, input: input,
            target: target,
            pair: pair)
        }
      }
      try append(record(fit, setting: 0, overlaps: records))
    }
  }
}
