import Dense

/// Latent semantic features of short texts: tf-idf weights, rows of unit length, then the first singular vectors.
///
/// A term is a word of the text, as ``Tokenizer`` cuts it by default. Weight of a term in a text: count · (ln((1 + n) / (1 + df)) + 1), with
/// n texts and df texts that hold the term; each row is divided by its norm; the matrix is not centered. From
/// A = U S Vᵀ the features are U S. Every term counts, however rare. Terms are in order of their UTF-8 bytes, so the
/// result does not depend on a locale. Deerwester et al. 1990. Cost O(n t min(n, t)) for t terms; of many texts O(terms of
/// all × dimensions) by ``LatentSemanticStep``, in Double and rounded once. Routine: `?gesdd`, or those of ``TermDirections``.
///
/// A text without tokens is a zero row. So is one whose terms have no part in the dimensions kept: what the
/// decomposition leaves there is rounding noise, of the size of its backward error, a small multiple of ε σ₁ (Anderson et
/// al., LAPACK Users' Guide 1999, §4.9). Rows shorter than 4 ε σ₁ are zeros.
public struct LatentSemanticFeatures: Sendable {
  /// The features, texts × dimensions.
  public let features: Matrix<Float>
  /// Number of different terms.
  public let terms: Int
  /// Number of texts without a token.
  public let emptyTexts: Int
  /// Number of texts whose features are all 0, those without a token included.
  public let zeroTexts: Int
  /// What the singular values may be off by, as a part of themselves; nil where they are as exact as Float.
  public let error: Double?

  /// The features of texts; several threads share the products of many texts, which changes no bit.
  /// - Returns: nil if there are fewer than `dimensions` texts or terms.
  /// - Throws: ``LinearAlgebraError``.
  public init?(_ texts: [String], dimensions: Int, threads: Int = 1) throws {
    let counts = TermCounts(texts)
    guard dimensions >= 1, texts.count >= dimensions, counts.terms.count >= dimensions else { return nil }
    (terms, emptyTexts) = (counts.terms.count, counts.emptyTexts)
    if TermDirections.areManyNumbers(texts.count, terms) {
      guard let step = try LatentSemanticStep(learning: counts, dimensions: dimensions, threads: threads)
      else {
        return nil
      }
      (features, error) = (step.features(counts.texts), step.error)
      zeroTexts = features.rowNorms.count { $0 == 0 }
      return
    }
    let (weights, columns) = (counts.weights, terms)
    var matrix = Matrix<Float>(rows: texts.count, columns: columns)
    matrix.withMutableElements { elements in
      for (row, text) in counts.texts.enumerated() {
        for (place, count) in text {
          // One after the other, as the words stand: a product would be rounded once.
          for _ in 0..<count { elements[row * columns + place] += Float(weights[place]) }
        }
      }
    }
    let svd = try SingularValueDecomposition(Matrix(normalizingRowsOf: matrix.view).view)
    let projected = Matrix<Float>(rows: texts.count, columns: dimensions) {
      svd.u[$0, $1] * svd.singularValues[$1]
    }
    let noise = 4 * Double(Float.ulpOfOne) * Double(svd.singularValues[0])
    let norms = projected.rowNorms
    let isZero = texts.indices.map { counts.texts[$0].isEmpty || norms[$0] < noise }
    features = Matrix(rows: texts.count, columns: dimensions) { isZero[$0] ? 0 : projected[$0, $1] }
    zeroTexts = isZero.count { $0 }
    error = nil
  }
}
