import Dense
import Foundation

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
    let tokenized = texts.map(Tokenizer().words)
    let vocabulary = Set(tokenized.joined()).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard dimensions >= 1, texts.count >= dimensions, vocabulary.count >= dimensions else { return nil }
    if TermDirections.areManyNumbers(texts.count, vocabulary.count) {
      guard let step = try LatentSemanticStep(learning: texts, dimensions: dimensions, threads: threads)
      else {
        return nil
      }
      (features, terms, error) = (step(texts), step.terms.count, step.error)
      zeroTexts = features.rowNorms.count { $0 == 0 }
      emptyTexts = tokenized.count { $0.isEmpty }
      return
    }
    let places = Dictionary(uniqueKeysWithValues: vocabulary.enumerated().map { ($1, $0) })
    var frequencies = [Int](repeating: 0, count: vocabulary.count)
    for tokens in tokenized {
      for token in Set(tokens) { if let place = places[token] { frequencies[place] += 1 } }
    }
    let weights = frequencies.map { Foundation.log(Double(1 + texts.count) / Double(1 + $0)) + 1 }
    var matrix = Matrix<Float>(rows: texts.count, columns: vocabulary.count)
    let columns = vocabulary.count
    matrix.withMutableElements { elements in
      for (row, tokens) in tokenized.enumerated() {
        for token in tokens {
          if let place = places[token] { elements[row * columns + place] += Float(weights[place]) }
        }
      }
    }
    let svd = try SingularValueDecomposition(Matrix(normalizingRowsOf: matrix.view).view)
    let projected = Matrix<Float>(rows: texts.count, columns: dimensions) {
      svd.u[$0, $1] * svd.singularValues[$1]
    }
    let noise = 4 * Double(Float.ulpOfOne) * Double(svd.singularValues[0])
    let norms = projected.rowNorms
    let isZero = texts.indices.map { tokenized[$0].isEmpty || norms[$0] < noise }
    features = Matrix(rows: texts.count, columns: dimensions) { isZero[$0] ? 0 : projected[$0, $1] }
    zeroTexts = isZero.count { $0 }
    (terms, error) = (vocabulary.count, nil)
    emptyTexts = tokenized.count { $0.isEmpty }
  }
}
