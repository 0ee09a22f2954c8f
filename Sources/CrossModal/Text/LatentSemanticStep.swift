import Dense

/// Latent semantic features as a step: learned from some texts, applied to any.
///
/// Terms, and their weights from n texts of which df hold a term, ln((1 + n) / (1 + df)) + 1, come from the texts that are
/// learned from, and so do the directions: of A = U S Vᵀ, the weighted counts of these texts with rows of unit length, the
/// first columns of V. The features of a text are a · V, with a its own weighted counts at unit length; terms that were not
/// learned are passed over. For the texts that were learned from this is ``LatentSemanticFeatures``, U S. In Double, rounded
/// once. Cost of learning O(n t min(n, t)) for t terms, of many texts O(terms of all × dimensions) (``TermDirections``); of a text
/// O(its terms × dimensions). Routine: `dgesdd`, or those of ``TermDirections``.
public struct LatentSemanticStep: Equatable, Sendable {
  /// The terms, in order of their UTF-8 bytes.
  public let terms: [String]
  /// The weight of each term.
  public let weights: [Double]
  /// terms × dimensions: V.
  public let matrix: Matrix<Double>
  /// What the singular values may be off by, as a part of themselves; nil where they are as exact as Double.
  public let error: Double?
  private let places: [String: Int]

  /// A share of a text's length that is smaller is what the decomposition rounded.
  private static let leastLength = 1e-10

  /// A step of these numbers; as many weights and rows as different terms (precondition).
  init(terms: [String], weights: [Double], matrix: Matrix<Double>, error: Double? = nil) {
    precondition(
      terms.count == weights.count && terms.count == matrix.rows,
      "\(terms.count) terms, \(weights.count) weights, a matrix of \(matrix.rows)×\(matrix.columns)")
    (self.terms, self.weights, self.matrix, self.error) = (terms, weights, matrix, error)
    places = Dictionary(terms.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// Learns from texts, all of them; several threads share the products of many texts, which changes no bit.
  /// - Returns: nil if there are fewer than `dimensions` texts or terms.
  /// - Throws: ``LinearAlgebraError``.
  public init?(learning texts: [String], dimensions: Int, threads: Int = 1) throws {
    try self.init(learning: TermCounts(texts), dimensions: dimensions, threads: threads)
  }

  /// Learns from texts whose terms are counted.
  /// - Returns: nil if there are fewer than `dimensions` texts or terms.
  /// - Throws: ``LinearAlgebraError``.
  init?(learning counts: TermCounts, dimensions: Int, threads: Int) throws {
    let (texts, columns) = (counts.texts, counts.terms.count)
    guard dimensions >= 1, texts.count >= dimensions, columns >= dimensions else { return nil }
    let weights = counts.weights
    let weighted = texts.map { Self.weighted($0, weights) }
    if TermDirections.areManyNumbers(texts.count, columns),
      let found = try TermDirections(weighted, terms: columns, dimensions: dimensions, threads: threads)
    {
      self.init(terms: counts.terms, weights: weights, matrix: found.directions, error: found.error)
      return
    }
    var rows = Matrix<Double>(rows: texts.count, columns: columns)
    rows.withMutableElements { elements in
      for (row, text) in weighted.enumerated() {
        for (place, weight) in text { elements[row * columns + place] = weight }
      }
    }
    let right = try SingularValueDecomposition(rows).vTransposed
    self.init(
      terms: counts.terms, weights: weights,
      matrix: Matrix(rows: columns, columns: dimensions) { right[$1, $0] })
  }

  /// Dimension of the features.
  public var dimensions: Int { matrix.columns }

  /// The features of texts, texts × dimensions; those of a text do not depend on the other texts. A text without a term
  /// that was learned, or whose terms have no part in the dimensions, is a row of zeros.
  public func callAsFunction(_ texts: [String]) -> Matrix<Float> {
    features(
      texts.map { text in TermCounts.counts(Tokenizer().words(of: text).compactMap { places[$0] }) })
  }

  /// The features of texts whose learned terms are counted.
  func features(_ texts: [[TermCounts.Count]]) -> Matrix<Float> {
    var result = Matrix<Float>(rows: texts.count, columns: dimensions)
    let columns = dimensions
    result.withMutableElements { elements in
      var sum = [Double](repeating: 0, count: columns)
      for (row, text) in texts.enumerated() {
        for column in 0..<columns { sum[column] = 0 }
        for (place, weight) in Self.weighted(text, weights) {
          let direction = matrix.view.row(place)
          for column in 0..<columns { sum[column] += weight * direction[column] }
        }
        guard sum.reduce(0, { $0 + $1 * $1 }).squareRoot() >= Self.leastLength else { continue }
        for column in 0..<columns { elements[row * columns + column] = Float(sum[column]) }
      }
    }
    return result
  }

  /// Number of texts without a term that was learned.
  public func emptyTexts(_ texts: [String]) -> Int {
    texts.count { text in !Tokenizer().words(of: text).contains { places[$0] != nil } }
  }

  // The terms of a text, weighted, at unit length.
  private static func weighted(_ text: [TermCounts.Count], _ weights: [Double]) -> [(
    place: Int, weight: Double
  )] {
    let weighted = text.map { (place: $0.place, weight: Double($0.count) * weights[$0.place]) }
    let length = weighted.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot()
    return weighted.map { ($0.place, $0.weight / length) }
  }
}
