import CrossModal
import Dense
import Settings
import VectorFiles

/// What experiment 2 measures with one set of word vectors, plain or behind one kind of untrained map: the document of
/// `crossmodal similarity --json`, and a row of table 10.
package struct RatingsMeasurement: Codable, Hashable, Sendable {
  /// Name or file of the vectors.
  package var vectors: String
  /// Words in the file.
  package var words: Int?
  /// Dimension of the vectors.
  package var dimension: Int?
  /// The map: none, lin or nn.
  package var map: String
  /// How the map is drawn; nil for none.
  package var setting: Setting?
  /// Number of maps that were drawn.
  package var draws: Int?
  /// One result for each set of ratings.
  package var results: [Result]

  /// How an untrained map is drawn.
  package struct Setting: Codable, Hashable, Sendable {
    /// glorot-uniform, uniform or normal.
    package var initializer: String
    /// Scale of uniform and normal.
    package var scale: Double?
    /// Activation of nn.
    package var activation: String?
    /// Hidden units of nn.
    package var hiddenUnits: Int?
    /// Dimension of f(x).
    package var outputs: Int

    /// The setting of a map.
    package init(_ map: UntrainedMap) {
      switch map.initializer {
      case .glorotUniform: (initializer, scale) = ("glorot-uniform", nil)
      case .uniform(let scale): (initializer, self.scale) = ("uniform", scale)
      case .normal(let scale): (initializer, self.scale) = ("normal", scale)
      }
      let hasHidden = map.family.hiddenLayers > 0
      activation = hasHidden ? map.activation.rawValue : nil
      hiddenUnits = hasHidden ? map.hiddenUnits : nil
      outputs = map.outputs
    }

    /// For people: `normal 0.3, tanh, 256 → 128`.
    package var text: String {
      let start = [initializer, scale.map(DecimalText.text)].compactMap { $0 }.joined(separator: " ")
      let sizes = (hiddenUnits.map { "\($0) → " } ?? "→ ") + "\(outputs)"
      return [start, activation, sizes].compactMap { $0 }.joined(separator: ", ")
    }
  }

  /// Correlations with one set of ratings.
  package struct Result: Codable, Hashable, Sendable {
    /// Name or file of the ratings.
    package var ratings: String
    /// Pairs in the file.
    package var pairs: Int
    /// Pairs of which both words have vectors.
    package var covered: Int
    /// Correlation of cosine similarity, mean over the draws; nil if it is not defined.
    package var cosine: Double?
    /// Correlation of Euclidean similarity; nil likewise.
    package var euclidean: Double?
    /// Standard deviations over the draws; nil for no map.
    package var sd: Deviations?
    /// Bootstrap percentile intervals over the pairs; nil if none were asked for.
    package var interval: Intervals?
  }

  /// Standard deviations over the draws; nil for one draw.
  package struct Deviations: Codable, Hashable, Sendable {
    /// Of the cosine.
    package var cosine: Double?
    /// Of the Euclidean similarity.
    package var euclidean: Double?
  }

  /// Lower and upper ends of intervals.
  package struct Intervals: Codable, Hashable, Sendable {
    /// Of the cosine.
    package var cosine: [Double]?
    /// Of the Euclidean similarity.
    package var euclidean: [Double]?
  }

  /// Why there is no measurement.
  package enum Failure: Error, Equatable {
    /// The images of the words are not all finite.
    case notFinite
    /// No pair of any ratings has vectors for both words.
    case noOverlap
  }

  /// Measures.
  /// - Parameters:
  ///   - name: name of the vectors.
  ///   - loaded: vectors of the words of the ratings.
  ///   - ratings: sets of ratings with their names.
  ///   - map: an untrained map; nil measures the vectors themselves.
  ///   - draws: number of maps.
  ///   - resamples: of the bootstrap; 0 for no intervals.
  /// - Throws: ``Failure``.
  package init(
    name: String, _ loaded: WordVectors, ratings: [(name: String, ratings: WordRatings)], map: UntrainedMap?,
    draws: Int, resamples: Int, seed: UInt64
  ) throws(Failure) {
    let key = StreamKey(seed: seed)
    let images = map.map { map in
      (0..<draws).map { map.images(of: loaded.vectors.view, draw: $0, key: key.adding("map")) }
    }
    let views = images.map { $0.map(\.view) } ?? [loaded.vectors.view]
    guard views.allSatisfy({ $0.firstNotFinite == nil }) else { throw .notFinite }
    let bootstrap =
      resamples > 0 ? WordSimilarity.Bootstrap(resamples: resamples, key: key.adding("bootstrap")) : nil
    let similarities = ratings.map {
      WordSimilarity($0.ratings, words: loaded, draws: views, bootstrap: bootstrap)
    }
    guard similarities.contains(where: { $0.covered > 0 }) else { throw .noOverlap }
    (vectors, words, dimension) = (name, loaded.wordsInFile, loaded.dimension)
    self.map = map.map { $0.family == .lin ? "lin" : "nn" } ?? "none"
    setting = map.map(Setting.init)
    self.draws = map == nil ? 1 : draws
    func bounds(_ estimate: WordSimilarity.Estimate?) -> [Double]? {
      estimate?.interval.map { [$0.lowerBound, $0.upperBound] }
    }
    results = zip(ratings, similarities).map { ratings, similarity in
      let (cosine, euclidean) = (similarity.cosine, similarity.euclidean)
      return Result(
        ratings: ratings.name, pairs: similarity.pairs, covered: similarity.covered, cosine: cosine?.mean,
        euclidean: euclidean?.mean,
        sd: map == nil
          ? nil : Deviations(cosine: cosine?.standardDeviation, euclidean: euclidean?.standardDeviation),
        interval: resamples == 0 ? nil : Intervals(cosine: bounds(cosine), euclidean: bounds(euclidean)))
    }
  }
}
