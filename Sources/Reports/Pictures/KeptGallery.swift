import Dense
import Foundation
import Studies
import VectorFiles

/// What the gallery of a study has shown, kept in its own report as `gallery.json`: a fit whose record is the same is not trained
/// again, also for a page elsewhere.
///
/// A file that is missing, damaged or of other fits costs a training, and no more.
struct KeptGallery {
  private static let name = "/gallery.json"

  private let kept: [String: GalleryNeighbors]
  private let measures: MeasuresConfiguration
  private var shown: [String: GalleryNeighbors] = [:]

  /// What is kept of a study.
  init(_ study: MapStudy) {
    let items = study.content.items
    let bytes = FileManager.default.contents(atPath: study.directory.path + "/report" + Self.name)
    let found = bytes.flatMap { try? JSONDecoder().decode([String: GalleryNeighbors].self, from: $0) }
    kept = (found ?? [:]).filter { $0.value.fits(items: items) }
    measures = study.configuration.measures
  }

  /// What is kept of a record under a metric, else what `train` finds.
  mutating func neighbors(
    of record: FitRecord, _ metric: Metric, train: () throws -> GalleryNeighbors?
  ) rethrows -> GalleryNeighbors? {
    // Another worker or another time is another fit.
    let key =
      "\(record.unit) \(record.started) \(record.worker) \(record.attempt) \(record.kernels) "
      + "\(metric.rawValue) \(measures.k) \(measures.includeSelf)"
    guard let found = try kept[key] ?? train() else { return nil }
    shown[key] = found
    return found
  }

  /// Writes what was shown into a report.
  /// - Throws: ``DataFileError`` for a file that cannot be written.
  func write(into report: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try AtomicFile.write(bytes: encoder.encode(shown), to: report + Self.name)
  }
}
