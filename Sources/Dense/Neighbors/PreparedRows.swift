internal import DenseKernels

/// What is subtracted from and multiplied to rows before they are compared in Float, equally for queries and items.
///
/// Cosine: rows of length 1 (zero rows stay zero). Euclidean: a common power of two, so that no square overflows, and
/// a common center where it makes the rows shorter, so that less is lost to rounding. Inner product: the power of two.
struct RowScaling {
  let metric: Metric
  let center: [Double]?
  /// The power of two; not used for cosine.
  let scale: Double

  /// The scaling for some sets of rows, all with the same number of columns, whose largest norm is given.
  init(_ items: SourceRows, metric: Metric, largestNorm: Double) {
    self.metric = metric
    center = metric == .euclidean ? SampledCenter.of(items.sample()) : nil
    let length = largestNorm + SampledCenter.norm(center)
    scale =
      length > 0 && length.isFinite ? Double(sign: .plus, exponent: -length.exponent - 1, significand: 1) : 1
  }
}

/// Rows in the form that the search multiplies, with the bounds of the errors of their scores.
///
/// The score of item j for row i is x̃ᵢ·x̃ⱼ + term(j): cosine x̃ᵢ·x̃ⱼ; Euclidean x̃ᵢ·x̃ⱼ − ‖x̃ⱼ‖²/2, that is (‖x̃ᵢ‖² −
/// distance²)/2; inner product x̃ᵢ·x̃ⱼ. Larger is nearer. With the term raised by error(j), a computed score differs
/// from the exact one (that of ``exactDistance(_:_:_:)``, its own rounding included) by at most error(i) downward and
/// error(i) + 2 error(j) upward.
final class PreparedRows: @unchecked Sendable {
  /// How rows are laid out in memory.
  enum Layout {
    /// Panels of 64 rows, in strips, dimension by dimension.
    case panels
    /// Row after row.
    case rows
  }

  let source: SourceRows
  let depth: Int
  /// Rows of the last panel included.
  let padded: Int
  /// Distance of neighboring rows in layout `rows`.
  let stride: Int
  let numbers: AlignedBuffer<Float>
  /// ‖x‖ as ``exactDistance(_:_:_:)`` uses it: ``MatrixView/norms(threads:)``.
  let exactNorms: AlignedBuffer<Double>
  /// What is added to a product when the row stands as an item; −∞ behind the last row.
  let terms: AlignedBuffer<Float>
  /// error(i) as a row and as an item; nil where it is zero for all items.
  let rowErrors: AlignedBuffer<Float>
  let itemErrors: AlignedBuffer<Float>?

  /// Prepares rows with the given norms for products whose sums have the given rounding errors.
  init(
    _ source: SourceRows, norms: AlignedBuffer<Double>, scaling: RowScaling, layout: Layout,
    rounding: ScoreRounding,
    threads: Int
  ) {
    self.source = source
    depth = source.columns
    exactNorms = norms
    let width = Int(DENSE_NEIGHBOR_PANEL)
    let panels = (source.rows + width - 1) / width
    padded = panels * width
    stride = (depth + 15) & ~15
    numbers = AlignedBuffer(uninitialized: layout == .panels ? padded * depth : source.rows * stride)
    terms = AlignedBuffer(count: padded, repeating: -.infinity)
    rowErrors = AlignedBuffer(count: padded, repeating: 0)
    itemErrors = scaling.metric == .euclidean ? AlignedBuffer(count: padded, repeating: 0) : nil
    SharedTasks(count: panels, threads: threads).run { [self] _, panel in
      let first = panel * width
      let count = min(width, source.rows - first)
      var scales = [Double](repeating: scaling.scale, count: width)
      if scaling.metric == .cosine {
        for row in 0..<count {
          let norm = norms.pointer[first + row]
          scales[row] = norm > 0 ? 1 / norm : 0
        }
      }
      var lengths = [Double](repeating: 0, count: width)
      withOptionalPointer(scaling.center) { center in
        switch layout {
        case .panels:
          source.pack(
            first..<first + count, into: numbers.pointer + first * depth, center: center, scales: scales,
            lengths: &lengths)
        case .rows:
          source.prepare(
            first..<first + count, into: numbers.pointer + first * stride, stride: stride, center: center,
            scales: scales, lengths: &lengths)
        }
      }
      for row in 0..<count {
        let bound = rounding.bound(length: lengths[row], metric: scaling.metric)
        rowErrors.pointer[first + row] = Float(bound).nextUp
        itemErrors?.pointer[first + row] = Float(bound).nextUp
        terms.pointer[first + row] =
          scaling.metric == .euclidean ? Float(bound - lengths[row] * lengths[row] / 2) : 0
      }
    }
  }
}

/// A bound of the error of scores computed in Float, from the length of their sums.
///
/// With u = 2⁻²⁴ a sum of products of m terms, in runs or not, is off by at most γ ‖x‖ ‖y‖, γ = m u / (1 − m u), where m
/// counts the roundings that one product passes through (Higham 2002, §3.1 and §4.2). The rest are roundings of rows,
/// terms and exact distances, each counted once or more, and what denormal numbers lose.
struct ScoreRounding {
  private let product: Double
  private let underflow: Double

  /// For rows of `depth` numbers, added up in runs of at most `run` numbers whose sums are then added.
  init(depth: Int, run: Int) {
    let runs = (depth + run - 1) / run
    let terms = Double(min(depth, run) + runs + 2) * 0x1p-24
    // Beyond 2²² dimensions the bound has no value: everything is compared exactly.
    product = (terms < 0.25 ? terms / (1 - terms) : .infinity) + Double(depth) * 0x1p-50
    underflow = Double(depth) * 0x1p-122
  }

  /// The part that a row of the given prepared length adds to the error of a score; two such parts bound the error for
  /// Euclidean, since 2 ‖x‖ ‖y‖ ≤ ‖x‖² + ‖y‖²; one for the others, where no prepared row is longer than 1.
  func bound(length: Double, metric: Metric) -> Double {
    switch metric {
    case .cosine: return product * 1.001 + 0x1p-21 + underflow
    case .innerProduct: return (product * 1.001 + 0x1p-21) * length + underflow
    case .euclidean: return (product * 0.501 + 0x1p-20) * length * length + underflow
    }
  }
}
