import CrossModal
import Dense
import ForeignFiles
import Foundation
import Synchronization
import VectorFiles

/// Experiment 2 in a directory: what was measured is kept row by row, so that nothing is measured twice.
///
///     DIR/ratings.json           what it is
///     DIR/configuration.yaml     the resolved configuration
///     DIR/rows/                  one checksummed measurement for each row, with the hash of what it was made of
package struct RatingsStudy: Sendable {
  /// The path as it was given.
  package let path: String
  /// The configuration it was made from.
  package let configuration: RatingsConfiguration

  /// What makes a directory one of experiment 2.
  private struct Head: Codable {
    var identity: String
  }

  /// A measurement and the hash of its vectors and ratings.
  private struct Kept: Codable {
    var content: String
    var measurement: RatingsMeasurement
  }

  /// Opens what a run made.
  package init(opening path: String) throws {
    self.path = path
    let file = path + "/configuration.yaml"
    guard case .ratings(let configuration) = try ExperimentConfiguration.load(path: file),
      configuration.identity == (try Self.readHead(path)).identity
    else {
      throw StudyError.damaged(
        place: file, message: "is not the configuration that the directory was made for")
    }
    self.configuration = configuration
  }

  /// Makes the directory, or continues in it.
  /// - Throws: ``StudyError/otherConfiguration(study:difference:)`` if it holds something else.
  package init(_ configuration: RatingsConfiguration, at path: String) throws {
    (self.path, self.configuration) = (path, configuration)
    guard !FileManager.default.fileExists(atPath: StudyDirectory(path).manifest) else {
      throw StudyError.otherConfiguration(study: path, difference: "a study of maps, not of ratings")
    }
    if StudyDirectory(path).holdsRatings {
      guard try Self.readHead(path).identity == configuration.identity else {
        throw StudyError.otherConfiguration(study: path, difference: "other ratings, vectors or maps")
      }
      return
    }
    try StudyDirectory.requireOwn(path)
    try StudyDirectory.make(path + "/rows")
    try AtomicFile.write(text: configuration.resolvedYAML, to: path + "/configuration.yaml")
    let head = Head(identity: configuration.identity)
    try AtomicFile.write(bytes: CheckedText.bytes("ratings", head, pretty: true), to: Self.head(path))
  }

  /// Measures what is not measured yet.
  /// - Parameters:
  ///   - threads: rows that are measured side by side; results do not depend on it.
  ///   - timeLimit: seconds after which no row is begun.
  ///   - onSecondInterrupt: called at the second SIGINT, while rows are measured; rows that are there stay.
  ///   - onRow: called with the number of rows that are there, of all, and a line about the vectors.
  /// - Throws: ``StudyError/stopped(study:progress:)`` after a signal or the time limit, ``DataFileError``.
  package func run(
    threads: Int, timeLimit: Double? = nil, onSecondInterrupt: @escaping @Sendable () -> Void = {},
    onRow: @escaping @Sendable (_ done: Int, _ of: Int, _ vectors: String) -> Void
  )
    throws
  {
    let signals = StopSignals([SIGINT, SIGTERM, SIGHUP, SIGUSR1]) { signal, count in
      if signal == SIGINT && count > 1 { onSecondInterrupt() }
    }
    defer { signals.end() }
    let start = ContinuousClock.now
    @Sendable func isToEnd() -> Bool {
      signals.wereReceived || timeLimit.map { start.duration(to: .now) > .seconds($0) } ?? false
    }
    let sets = try configuration.ratings.map { set in
      (name: set.name, ratings: try WordRatings.read(set.file.path, lowercases: configuration.lowercases))
    }
    let wanted = sets.reduce(into: Set<String>()) { $0.formUnion($1.ratings.words) }
    let rows = configuration.rows
    let done = Mutex(0)
    for (place, set) in configuration.vectors.enumerated() {
      let loaded = try load(set, wanted: wanted)
      let content = Self.hash(loaded, sets.map(\.ratings))
      let open = rows.indices.filter { rows[$0].vectors == place && kept($0)?.content != content }
      let ready = rows.count { $0.vectors == place } - open.count
      onRow(done.adding(ready), rows.count, set.name)
      let failure = Mutex<(any Error)?>(nil)
      SharedTasks(count: open.count, threads: threads).run { _, task in
        guard !isToEnd(), failure.withLock({ $0 == nil }) else { return }
        do {
          try measure(open[task], rows[open[task]], loaded, sets, content: content)
          onRow(done.adding(1), rows.count, set.name)
        } catch { failure.withLock { $0 = error } }
      }
      if let error = failure.withLock({ $0 }) { throw error }
      if isToEnd(), done.withLock({ $0 }) < rows.count {
        throw StudyError.stopped(
          study: path, progress: "\(done.withLock { $0 }) of \(rows.count) rows are measured")
      }
    }
  }

  /// What was measured, row by row; nil where nothing was yet.
  package var measurements: [(row: RatingsConfiguration.Row, measurement: RatingsMeasurement?)] {
    configuration.rows.enumerated().map { ($1, kept($0)?.measurement) }
  }

  /// The rows of table 10.
  package var headline: [RatingsMeasurement] {
    measurements.compactMap { $0.row.isHeadline ? $0.measurement : nil }
  }

  private func measure(
    _ place: Int, _ row: RatingsConfiguration.Row, _ loaded: WordVectors,
    _ sets: [(name: String, ratings: WordRatings)], content: String
  ) throws {
    let set = configuration.vectors[row.vectors]
    do {
      let measurement = try RatingsMeasurement(
        name: set.name, loaded, ratings: sets, map: row.map, draws: configuration.draws,
        resamples: row.isHeadline ? configuration.bootstrap : 0, seed: configuration.seed)
      let bytes = try CheckedText.bytes("row", Kept(content: content, measurement: measurement))
      try AtomicFile.write(bytes: bytes, to: file(place))
    } catch RatingsMeasurement.Failure.notFinite {
      throw StudyError.data(
        message: "\(set.file.path): a map's images are not all finite; try a smaller scale")
    } catch RatingsMeasurement.Failure.noOverlap {
      throw StudyError.data(
        message:
          "\(set.file.path): no pair of the ratings has both words among its \(loaded.wordsInFile) words")
    }
  }

  private func load(_ set: RatingsConfiguration.Vectors, wanted: Set<String>) throws -> WordVectors {
    guard let words = set.words else {
      return try WordVectors.read(set.file.path, wanted: wanted, encoding: set.encoding)
    }
    return try WordVectors(
      path: set.file.path, words: WordList.read(words.path, encoding: set.encoding),
      features: FeatureFile.read(set.file.path).features, wanted: wanted)
  }

  private func file(_ place: Int) -> String { "\(path)/rows/\(place).json" }

  private func kept(_ place: Int) -> Kept? {
    FileManager.default.contents(atPath: file(place)).flatMap {
      CheckedText.value(Kept.self, named: "row", in: $0)
    }
  }

  private static func head(_ path: String) -> String { StudyDirectory(path).ratings }

  private static func readHead(_ path: String) throws -> Head {
    guard let bytes = FileManager.default.contents(atPath: head(path)),
      let head = CheckedText.value(Head.self, named: "ratings", in: bytes)
    else { throw StudyError.damaged(place: head(path), message: "damaged (its checksum differs)") }
    return head
  }

  private static func hash(_ vectors: WordVectors, _ ratings: [WordRatings]) -> String {
    var hash = ContentHash()
    for word in vectors.words { hash.add(word) }
    hash.update(vectors.vectors.view)
    for set in ratings {
      hash.add("\(set.pairs.count) pairs")
      for pair in set.pairs { hash.add("\(pair.first) \(pair.second) \(pair.rating)") }
    }
    return hash.hexadecimal()
  }
}

extension Mutex where Value == Int {
  /// The sum, which the value becomes.
  fileprivate func adding(_ number: Int) -> Int {
    withLock { value in
      value += number
      return value
    }
  }
}
