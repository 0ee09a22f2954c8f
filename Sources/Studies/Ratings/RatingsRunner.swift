import CrossModal
import VectorFiles

/// Measures single rows of a study of ratings.
package final class RatingsRunner: UnitRunner {
  private let study: RatingsStudy
  private let ratings: [(name: String, ratings: WordRatings)]
  // Rows of one set of vectors stand side by side.
  private var loaded: (name: String, vectors: WordVectors)?

  /// Reads the study's ratings.
  init(_ study: RatingsStudy) throws {
    self.study = study
    ratings = try study.content.ratings.map {
      (name: $0.name, ratings: try RatingsData.ratings($0, in: study.directory))
    }
  }

  /// Measures a row.
  package func run(
    _ unit: Int, ledger: RatingsLedger, shouldContinue: () -> Bool
  ) throws -> UnitOutcome<RatingsMeasurement>? {
    let (row, configuration) = (study.experiment.rows[unit], study.configuration)
    let name = configuration.vectors[row.vectors].name
    let vectors = try vectors(name)
    guard shouldContinue() else { return nil }
    do {
      let measurement = try RatingsMeasurement(
        name: name, vectors, ratings: ratings, map: row.map, draws: configuration.draws,
        resamples: row.isHeadline ? configuration.bootstrap : 0, seed: configuration.seed)
      return UnitOutcome(.finished, result: measurement)
    } catch .notFinite {
      return UnitOutcome(
        .diverged, reason: "images of the map are not all finite; try a smaller scale")
    } catch .noOverlap {
      return UnitOutcome(.failed, reason: "no pair of the ratings has vectors for both words")
    }
  }

  private func vectors(_ name: String) throws -> WordVectors {
    if let loaded, loaded.name == name { return loaded.vectors }
    guard let source = study.content.vectors(name) else {
      throw StudyError.data(message: "\(study.directory.path): the study has no vectors '\(name)'")
    }
    let vectors = try RatingsData.vectors(source, in: study.directory)
    loaded = (name, vectors)
    return vectors
  }
}

extension RatingsMeasurement: UnitResult {
  /// Reads the JSON of a measurement.
  package init?(_ cursor: inout JSONCursor) {
    guard let value = cursor.value(RatingsMeasurement.self) else { return nil }
    self = value
  }
}

extension Ledger where Kind == RatingsExperiment {
  /// What was measured, row by row; nil where nothing was yet.
  package var measurements: [(row: RatingsConfiguration.Row, measurement: RatingsMeasurement?)] {
    experiment.rows.enumerated().map { ($1, record($0)?.result) }
  }

  /// The rows of table 10 that are measured.
  package var headline: [RatingsMeasurement] {
    measurements.compactMap { $0.row.isHeadline ? $0.measurement : nil }
  }
}
