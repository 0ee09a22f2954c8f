internal import DenseKernels

/// The rows that a search compares, as they were given: in Float, or in Double where Float would not hold them.
enum SourceRows: Sendable {
  case float(MatrixView<Float>)
  case double(MatrixView<Double>)

  /// Number of rows.
  var rows: Int {
    switch self {
    case .float(let view): view.rows
    case .double(let view): view.rows
    }
  }

  /// Number of columns.
  var columns: Int {
    switch self {
    case .float(let view): view.columns
    case .double(let view): view.columns
    }
  }

  /// Distance of neighboring rows, in numbers.
  var stride: Int {
    switch self {
    case .float(let view): view.stride
    case .double(let view): view.stride
    }
  }

  /// Where the numbers stand.
  var base: UnsafeRawPointer {
    switch self {
    case .float(let view): UnsafeRawPointer(view.base)
    case .double(let view): UnsafeRawPointer(view.base)
    }
  }

  /// Whether they are Double.
  var isDouble: Bool {
    if case .double = self { true } else { false }
  }

  /// ``MatrixView/norms(threads:)``.
  func norms(threads: Int) -> AlignedBuffer<Double> {
    switch self {
    case .float(let view): view.norms(threads: threads)
    case .double(let view): view.norms(threads: threads)
    }
  }

  /// Some rows in Double.
  func selecting(_ chosen: some Collection<Int>) -> Matrix<Double> {
    switch self {
    case .float(let view): Matrix(view, selecting: chosen).converted(to: Double.self)
    case .double(let view): Matrix(view, selecting: chosen)
    }
  }

  /// The rows that a common center is made of, in Double.
  func sample() -> Matrix<Double> { selecting(SampledCenter.rows(of: rows)) }

  /// The exact distance from a row to one of other rows of the same scalar, the norms given.
  func exactDistance(
    _ row: Int, _ norm: Double, to item: Int, of items: SourceRows, _ itemNorm: Double, _ metric: Metric
  ) -> Double {
    switch (self, items) {
    case (.float(let rows), .float(let items)):
      Float.exactDistance(
        rows.base + row * rows.stride, norm, items.base + item * items.stride, itemNorm, rows.columns, metric)
    case (.double(let rows), .double(let items)):
      Double.exactDistance(
        rows.base + row * rows.stride, norm, items.base + item * items.stride, itemNorm, rows.columns, metric)
    case (.float, .double), (.double, .float): preconditionFailure("distances between Float and Double rows")
    }
  }

  /// Packs at most 64 rows into a panel. C function: `dense_pack_neighbor_panel`.
  func pack(
    _ range: Range<Int>, into out: UnsafeMutablePointer<Float>, center: UnsafePointer<Double>?,
    scales: [Double], lengths: inout [Double]
  ) {
    let (count, depth) = (Int64(range.count), Int64(columns))
    switch self {
    case .float(let view):
      dense_pack_neighbor_panel_f(
        out, view.base + range.lowerBound * view.stride, Int64(view.stride), count, depth, center, scales,
        &lengths)
    case .double(let view):
      dense_pack_neighbor_panel_d(
        out, view.base + range.lowerBound * view.stride, Int64(view.stride), count, depth, center, scales,
        &lengths)
    }
  }

  /// Writes rows one after the other. C function: `dense_prepare_rows`.
  func prepare(
    _ range: Range<Int>, into out: UnsafeMutablePointer<Float>, stride: Int, center: UnsafePointer<Double>?,
    scales: [Double], lengths: inout [Double]
  ) {
    let (count, depth) = (Int64(range.count), Int64(columns))
    switch self {
    case .float(let view):
      dense_prepare_rows_f(
        out, Int64(stride), view.base + range.lowerBound * view.stride, Int64(view.stride), count, depth,
        center, scales, &lengths)
    case .double(let view):
      dense_prepare_rows_d(
        out, Int64(stride), view.base + range.lowerBound * view.stride, Int64(view.stride), count, depth,
        center, scales, &lengths)
    }
  }
}
