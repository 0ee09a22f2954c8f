import Dense
import Foundation

/// What pairs of spaces are drawn from, to see how often intervals hold: from spaces that share almost everything to spaces
/// that share nothing, with clusters, hubs, heavy tails and unequal widths.
enum CoverageSpaces: String, CaseIterable {
  case near = "almost equal"
  case alike = "alike"
  case apart = "apart"
  case unrelated = "unrelated"
  case clusters = "6 clusters, alike inside"
  case tight5 = "5 clusters, unrelated inside"
  case tight20 = "20 clusters, unrelated inside"
  case unequal = "8 clusters of 2 to 35 %"
  case hubs = "hubs, 80 dimensions"
  case widths = "20 and 300 dimensions"
  case heavy = "heavy tails"
  case curve = "a closed curve"
  case half = "half of the items alike"
  case scales = "two densities, 1 : 10"

  /// The metric by which it is searched.
  var metric: Metric {
    switch self {
    case .alike, .apart, .hubs, .widths: .cosine
    default: .euclidean
    }
  }

  /// One sample of n items.
  func draw(_ items: Int, _ stream: inout RandomStream) -> (Matrix<Float>, Matrix<Float>) {
    switch self {
    case .near: return views(items, 5, noise: 0.03, &stream)
    case .alike: return views(items, 5, others: 3, noise: 0.3, &stream)
    case .apart: return views(items, 5, others: 3, noise: 1.5, &stream)
    case .unrelated: return (normal(items, 8, &stream), normal(items, 8, &stream))
    case .clusters:
      return clustered(items, sizes: Array(repeating: 1, count: 6), shared: 1, own: 0.5, &stream)
    case .tight5: return clustered(items, sizes: Array(repeating: 1, count: 5), shared: 0, own: 0.3, &stream)
    case .tight20:
      return clustered(items, sizes: Array(repeating: 1, count: 20), shared: 0, own: 0.3, &stream)
    case .unequal:
      return clustered(items, sizes: [35, 20, 15, 10, 8, 6, 4, 2], shared: 0.5, own: 0.3, &stream)
    case .hubs: return views(items, 80, noise: 1, &stream)
    case .widths:
      let latent = normal(items, 6, &stream)
      func view(_ columns: Int, _ noise: Float, _ stream: inout RandomStream) -> Matrix<Float> {
        // The loadings belong to the spaces, not to the sample.
        var fixed = RandomStream(StreamKey(seed: 7).adding(columns))
        var rows = product(latent, normal(6, columns, &fixed))
        rows.withEach { $0 = tanh($0 / 2.5) + noise * Float(stream.normal()) }
        return rows
      }
      return (view(20, 0.3, &stream), view(300, 0.5, &stream))
    case .heavy:
      // Student's t with 3 degrees of freedom.
      return views(items, 4, others: 6, noise: 0.3, &stream) { stream in
        let squares = (0..<3).reduce(0.0) { sum, _ in
          let draw = stream.normal()
          return sum + draw * draw
        }
        return stream.normal() / (squares / 3).squareRoot()
      }
    case .curve:
      let angles = (0..<items).map { _ in 2 * Double.pi * stream.uniform() }
      return noisy(
        Matrix(rows: items, columns: 2) { Float($1 == 0 ? cos(angles[$0]) : sin(angles[$0])) }, 0.05, &stream)
    case .half:
      let latent = normal(items, 6, &stream)
      let other = normal(items, 6, &stream)
      let isAlike = (0..<items).map { _ in stream.below(2) == 0 }
      let second = Matrix<Float>(rows: items, columns: 6) { isAlike[$0] ? latent[$0, $1] : other[$0, $1] }
      return (latent, noisy(second, 0.1, &stream).0)
    case .scales:
      let isDense = (0..<items).map { _ in stream.below(2) == 0 }
      let latent = normal(items, 4, &stream)
      return noisy(
        Matrix(rows: items, columns: 4) { latent[$0, $1] * (isDense[$0] ? 0.2 : 2) }, 0.2, &stream)
    }
  }

  private func normal(_ rows: Int, _ columns: Int, _ stream: inout RandomStream) -> Matrix<Float> {
    Matrix(rows: rows, columns: columns) { _, _ in Float(stream.normal()) }
  }

  // Two views of one matrix, each with noise of its own.
  private func noisy(_ latent: Matrix<Float>, _ noise: Float, _ stream: inout RandomStream) -> (
    Matrix<Float>, Matrix<Float>
  ) {
    func view(_ stream: inout RandomStream) -> Matrix<Float> {
      Matrix(rows: latent.rows, columns: latent.columns) { latent[$0, $1] + noise * Float(stream.normal()) }
    }
    return (view(&stream), view(&stream))
  }

  private func views(
    _ items: Int, _ columns: Int, others: Int = 0, noise: Float, _ stream: inout RandomStream,
    draw: (inout RandomStream) -> Double = { $0.normal() }
  ) -> (Matrix<Float>, Matrix<Float>) {
    let latent = Matrix<Float>(rows: items, columns: columns + others) { _, column in
      column < columns ? Float(draw(&stream)) : 0
    }
    return noisy(latent, noise, &stream)
  }

  private func clustered(
    _ items: Int, sizes: [Int], shared: Float, own: Float, _ stream: inout RandomStream
  ) -> (Matrix<Float>, Matrix<Float>) {
    // The centers belong to the space, not to the sample.
    var fixed = RandomStream(StreamKey(seed: 7).adding("centers"))
    let centers = normal(sizes.count, 8, &fixed)
    let clusters = sizes.enumerated().flatMap { Array(repeating: $0, count: $1) }
    let cluster = (0..<items).map { _ in clusters[stream.below(clusters.count)] }
    let inside = normal(items, 8, &stream)
    return noisy(
      Matrix(rows: items, columns: 8) { 4 * centers[cluster[$0], $1] + shared * inside[$0, $1] }, own, &stream
    )
  }
}

extension Matrix {
  fileprivate mutating func withEach(_ change: (inout Scalar) -> Void) {
    for row in 0..<rows { for column in 0..<columns { change(&self[row, column]) } }
  }
}
