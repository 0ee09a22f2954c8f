import ArgumentParser
import CrossModal
import Dense
import ForeignFiles
import Studies
import VectorFiles

/// Experiment 2: do similarities of word vectors agree with human ratings, also behind an untrained map?
struct SimilarityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "similarity",
    abstract: "Spearman correlation of human ratings with similarities of word vectors.",
    discussion: """
      Cosine, and Euclidean as −distance; average ranks for ties. Pairs with a word that has no vector are left out and \
      counted. Which columns of a rating file hold the words and the rating is decided by its own evidence, and said where \
      they are not the first three. With --map the vectors first go through random maps with zero bias: mean and standard deviation over the \
      draws. VECTORS: word2vec .bin, word2vec, fastText or GloVe text, .csv or .tsv with a leading column of words, or \
      any file of vectors with --words.
      """)

  enum MapChoice: String, ExpressibleByArgument, CaseIterable { case lin, nn }
  enum InitializerChoice: String, ExpressibleByArgument, CaseIterable {
    case glorotUniform = "glorot-uniform"
    case uniform, normal
  }

  @Argument(help: "The word vectors.", completion: .file()) var vectors: String
  @Option(parsing: .upToNextOption, help: "Files of word pairs and ratings.") var ratings: [String]
  @Option(help: "The words of the rows, one a line, for files without words.") var words: String?
  @Option(help: "An untrained map: lin or nn.") var map: MapChoice?
  @Option(help: "Number of random maps.") var draws = 10
  @Option(help: "Weights: glorot-uniform, uniform (−scale, scale) or normal (standard deviation scale).")
  var initializer = InitializerChoice.uniform
  @Option(help: "Scale of uniform and normal.") var scale = 1.0
  @Option(help: "Activation of nn: relu, sigmoid or tanh.") var activation = Activation.tanh
  @Option(help: "Hidden units of nn.") var hiddenUnits = 256
  @Option(help: "Output dimension; the dimension of the other modality in the paper.") var outputs = 128
  @Option(help: "Seed of maps and bootstrap.") var seed: UInt64 = 1
  @Option(help: "Bootstrap resamples for 95 % intervals; 0 for none.") var bootstrap = 0
  @OptionGroup var columns: RatingColumnOptions
  @Flag var letterCase = LetterCase.lowerCase
  @Option(help: "Encoding of words: utf8 or latin1.") var encoding = WordEncoding.utf8
  @Flag(help: "Print one JSON document.") var json = false
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try checkNumbers()
    let sets = try ratings.enumerated().map { place, path in
      let options = try columns.options(place, of: ratings.count)
      return (
        name: path,
        ratings: try WordRatings.read(
          path, lowercases: letterCase == .lowerCase, encoding: encoding, options: options)
      )
    }
    let loaded = try load(wanted: sets.reduce(into: Set<String>()) { $0.formUnion($1.ratings.words) })
    let hints = try sets.map { try TagHint.note($0.ratings, loaded, read: load) }
    let measurement: RatingsMeasurement
    do {
      measurement = try RatingsMeasurement(
        name: vectors, loaded, ratings: sets, map: untrainedMap(), draws: draws, resamples: bootstrap,
        seed: seed)
    } catch RatingsMeasurement.Failure.notFinite {
      throw CommandFailure.data("\(vectors): the map's images are not all finite; try a smaller --scale")
    } catch RatingsMeasurement.Failure.noOverlap {
      throw CommandFailure.data(
        "\(vectors): no pair of \(ratings.joined(separator: ", ")) has both words among its \(loaded.wordsInFile) words"
          + (hints.compactMap { $0 }.first.map { "; \($0)" } ?? ""))
    }
    for (set, hint) in zip(sets, hints) {
      StandardError.notes(set.ratings.notes + [hint].compactMap { $0 }, of: set.name)
    }
    StandardError.notes(loaded.notes, of: vectors)
    if loaded.duplicates > 0 {
      StandardError.line("\(vectors): repeated words: \(loaded.duplicates); the first vector counts")
    }
    if json { return try StandardOutput.writeJSON(measurement) }
    try write(measurement.results)
  }

  private func load(wanted: Set<String>) throws -> WordVectors {
    guard let words else { return try WordVectors.read(vectors, wanted: wanted, encoding: encoding) }
    let table = try FeatureFile.read(vectors)
    let names = try WordList.read(words, encoding: encoding)
    return try WordVectors(
      path: vectors, words: names, features: table.features, wanted: wanted, notes: table.notes)
  }

  private func untrainedMap() throws -> UntrainedMap? {
    guard let map else { return nil }
    let chosen: Initializer =
      switch initializer {
      case .glorotUniform: .glorotUniform
      case .uniform: .uniform(scale: scale)
      case .normal: .normal(scale: scale)
      }
    return UntrainedMap(
      family: map == .lin ? .lin : .nn, hiddenUnits: hiddenUnits, outputs: outputs, activation: activation,
      initializer: chosen)
  }

  private func checkNumbers() throws {
    func check(_ name: String, _ value: Any, _ allowed: String, _ holds: Bool) throws {
      if !holds { throw CommandFailure.usage("--\(name) \(value): must be \(allowed)") }
    }
    try check("draws", draws, "from 1 to 10000", (1...10_000).contains(draws))
    try check("scale", scale, "above 0", scale > 0 && scale.isFinite)
    try check("hidden-units", hiddenUnits, "from 1 to 65536", (1...65_536).contains(hiddenUnits))
    try check("outputs", outputs, "from 1 to 65536", (1...65_536).contains(outputs))
    try check("bootstrap", bootstrap, "from 0 to 1000000", (0...1_000_000).contains(bootstrap))
    try check("activation", activation.rawValue, "relu, sigmoid or tanh", activation != .linear)
  }

  private func write(_ rows: [RatingsMeasurement.Result]) throws {
    func cell(_ value: Double?, _ deviation: Double?, _ interval: [Double]?) -> String {
      guard let value else { return "-" }
      return value.fixed(3) + (deviation.map { " ± " + $0.fixed(3) } ?? "")
        + (interval.map { " [" + $0.map { $0.fixed(3) }.joined(separator: ", ") + "]" } ?? "")
    }
    let width = 8 + (map == nil ? 0 : 8) + (bootstrap == 0 ? 0 : 17)
    let nameWidth = (rows.map(\.ratings.count).max() ?? 0) + 2
    var lines = [
      "ratings".rightPadded(nameWidth) + "pairs".leftPadded(7) + "covered".leftPadded(9)
        + "cosine".leftPadded(width) + "euclidean".leftPadded(max(width, 11))
    ]
    for row in rows {
      lines.append(
        row.ratings.rightPadded(nameWidth) + "\(row.pairs)".leftPadded(7) + "\(row.covered)".leftPadded(9)
          + cell(row.cosine, row.sd?.cosine, row.interval?.cosine).leftPadded(width)
          + cell(row.euclidean, row.sd?.euclidean, row.interval?.euclidean).leftPadded(max(width, 11)))
    }
    try StandardOutput.write(lines: lines)
  }
}

extension WordEncoding: ExpressibleByArgument {}
