import Dense
import Layers
import Synchronization
import VectorFiles

/// A sentence encoder of BERT's kind that others trained: texts to vectors.
///
/// Every text goes through the same numbers by itself, whatever is next to it; the last bits of a vector may hang on
/// the lengths of the texts of its batch, because products of other shapes are summed in another order. Batches are made
/// of the texts alone, so the number of threads changes nothing.
package final class SentenceEncoder: Sendable {
  /// What the model's files say.
  package let model: SentenceModel
  private let pieces: WordPieces
  private let weights: TransformerWeights<Float>
  private let keepsLength: Bool

  /// What became of texts.
  package struct Encoding: Sendable {
    /// A vector for each text: texts × width.
    package let vectors: Matrix<Float>
    /// Number of tokens of all texts.
    package let tokens: Int
    /// Texts that were longer than the model reads, and were cut.
    package let cut: [Int]
    /// Texts without a word: the vector is that of the two tokens around nothing.
    package let empty: [Int]
  }

  // Tokens of a batch: enough for products at full speed, few enough to stay near the processor.
  private static let batchTokens = 1024

  /// Reads a model.
  /// - Parameter keepsLength: whether a step to unit length at the model's end is left out.
  /// - Throws: ``DataFileError``, see ``SentenceModel`` and ``SentenceWeights``.
  package convenience init(_ path: String, keepsLength: Bool = false) throws {
    let folder = try SentenceModelFolder(path)
    let model = try SentenceModel(folder)
    try self.init(model, weights: SentenceWeights(folder), keepsLength: keepsLength)
  }

  private init(_ model: SentenceModel, weights files: SentenceWeights, keepsLength: Bool) throws {
    (self.model, self.keepsLength) = (model, keepsLength)
    pieces = WordPieces(model.tokens)
    weights = try TransformerWeights(model, files)
  }

  /// The numbers of a text's tokens, those at both ends included.
  package func tokens(of text: String) -> [Int32] { pieces.tokens(text, longest: model.longest).tokens }

  /// The vectors of texts.
  /// - Parameters:
  ///   - threads: threads that take batches.
  ///   - shouldContinue: asked after every batch with the number of texts done.
  /// - Returns: nil if it was not to go on.
  package func encode(
    _ texts: [String], threads: Int, shouldContinue: @escaping @Sendable (Int) -> Bool = { _ in true }
  ) -> Encoding? {
    let read = texts.map { pieces.tokens($0, longest: model.longest) }
    // Texts of like lengths together: their attention fits the same memory. Equal lengths stay in order.
    let order = read.indices.sorted {
      read[$0].tokens.count == read[$1].tokens.count
        ? $0 < $1 : read[$0].tokens.count > read[$1].tokens.count
    }
    let batches = Self.batches(order) { read[$0].tokens.count }
    let workers = max(1, min(threads, batches.count))
    let engines = (0..<workers).map { _ in TransformerEngine(weights) }
    let results = Mutex<(done: Int, isStopped: Bool, vectors: [Int: Matrix<Float>])>((0, false, [:]))
    let pooling: TokenPooling =
      switch model.pooling {
      case .mean: .mean
      case .first: .first
      case .largest: .largest
      }
    SharedTasks(count: batches.count, threads: workers).run { worker, batch in
      guard !results.withLock({ $0.isStopped }) else { return }
      let vectors = engines[worker].encode(batches[batch].map { read[$0].tokens }, pooling: pooling)
      let done = results.withLock {
        $0.vectors[batch] = vectors
        $0.done += batches[batch].count
        return $0.done
      }
      if !shouldContinue(done) { results.withLock { $0.isStopped = true } }
    }
    guard !results.withLock({ $0.isStopped && $0.done < texts.count }) else { return nil }
    var vectors = Matrix<Float>(rows: texts.count, columns: model.width)
    for (number, batch) in batches.enumerated() {
      guard let encoded = results.withLock({ $0.vectors[number] }) else { continue }
      for (place, text) in batch.enumerated() {
        for column in 0..<model.width { vectors[text, column] = encoded[place, column] }
      }
    }
    return Encoding(
      vectors: model.isNormalized && !keepsLength ? Matrix(normalizingRowsOf: vectors) : vectors,
      tokens: read.reduce(0) { $0 + $1.tokens.count }, cut: read.indices.filter { read[$0].isCut },
      empty: read.indices.filter { read[$0].tokens.count == 2 })
  }

  private static func batches(_ order: [Int], length: (Int) -> Int) -> [[Int]] {
    var batches: [[Int]] = []
    var (batch, tokens): ([Int], Int) = ([], 0)
    for text in order {
      if tokens > 0, tokens + length(text) > batchTokens {
        batches.append(batch)
        (batch, tokens) = ([], 0)
      }
      batch.append(text)
      tokens += length(text)
    }
    return batch.isEmpty ? batches : batches + [batch]
  }
}
