/// Rows and what each becomes before it is compared: (x − shift) · factor, number by number in Double. So all distances are
/// made of ‖u − v‖: Euclidean ‖u − v‖ of the rows as they are, cosine ½ ‖u − v‖² of rows of length 1, correlation the same
/// of rows minus their mean. A difference of two near rows keeps the digits that 1 − u·v would lose.
struct ComparableRows<Scalar: MatrixScalar>: Sendable {
  /// The rows as they were given.
  let source: MatrixView<Scalar>
  /// How they are compared.
  let metric: DistanceMetric
  /// What is subtracted from all numbers of a row.
  let shifts: [Double]
  /// What they are multiplied by then; 0 for a row without direction, NaN for one that is not finite.
  let factors: [Double]
  /// ‖u‖: 1, 0 or NaN for directions.
  let lengths: [Double]
}

extension ComparableRows where Scalar: ExactDistanceScalar {
  // Sums of squares outside of it may have lost digits.
  private static var safeSquares: ClosedRange<Double> { 0x1p-900...0x1p900 }

  /// Finds shift and factor of every row. Cost n d.
  init(_ source: MatrixView<Scalar>, _ metric: DistanceMetric) {
    let shifts = (0..<source.rows).map { metric == .correlation ? Self.mean(source, $0) : 0 }
    let lengths = shifts.indices.map { Self.length(source, $0, shift: shifts[$0]) }
    (self.source, self.metric, self.shifts) = (source, metric, shifts)
    if metric.isDirectional {
      factors = lengths.map {
        $0 == 0 ? 0 : $0.isFinite ? min(1 / $0, Double.greatestFiniteMagnitude) : .nan
      }
      self.lengths = lengths.map { $0 == 0 ? 0 : $0.isFinite ? 1 : .nan }
    } else {
      factors = lengths.map { _ in 1 }
      self.lengths = lengths
    }
  }

  /// Whether a row has no direction: at cosine distance 1 from all.
  func lacksDirection(_ row: Int) -> Bool { factors[row] == 0 }

  /// The largest finite ‖u‖; 0 without rows.
  var largestLength: Double { lengths.reduce(0) { $1.isFinite && $1 > $0 ? $1 : $0 } }

  /// A row's numbers as they are compared.
  func number(_ row: Int, _ column: Int) -> Double {
    (Double(source.base[row * source.stride + column]) - shifts[row]) * factors[row]
  }

  /// ‖u − v‖² of a row and one of other rows; right to 2⁻⁵⁰ of itself for rows as they are, and for directions to 2⁻⁵⁰
  /// of their length 1. May overflow or underflow for Double rows as they are.
  func square(_ row: Int, to other: Int, of others: ComparableRows) -> Double {
    Scalar.scaledSquare(
      source.base + row * source.stride, shifts[row], factors[row],
      others.source.base + other * others.source.stride, others.shifts[other], others.factors[other],
      source.columns)
  }

  /// The distance of a row and one of other rows. 0 for equal rows that have a direction. Cost d.
  func distance(_ row: Int, to other: Int, of others: ComparableRows) -> Double {
    if metric.isDirectional && (lacksDirection(row) || others.lacksDirection(other)) { return 1 }
    let square = square(row, to: other, of: others)
    // Not min: NaN stays NaN.
    if metric.isDirectional { return square > 4 ? 2 : square / 2 }
    if Self.safeSquares.contains(square) { return square.squareRoot() }
    let (a, b) = (source.base + row * source.stride, others.source.base + other * others.source.stride)
    var largest = 0.0
    for column in 0..<source.columns {
      let difference = abs(Double(a[column]) - Double(b[column]))
      if !(difference <= largest) { largest = difference }
      if largest.isNaN { return largest }
    }
    guard largest > 0, largest.isFinite else { return largest }
    let scale = DoubleRange.scale(largest)
    return Scalar.scaledSquare(a, 0, scale, b, 0, scale, source.columns).squareRoot() / scale
  }

  // From the first number on: a row of equal numbers is exactly zero then, and a large offset costs no digits.
  private static func mean(_ source: MatrixView<Scalar>, _ row: Int) -> Double {
    guard source.columns > 0 else { return 0 }
    let numbers = source.base + row * source.stride
    let first = Double(numbers[0])
    var sum = 0.0
    for column in 0..<source.columns { sum += Double(numbers[column]) - first }
    return first + sum / Double(source.columns)
  }

  private static func length(_ source: MatrixView<Scalar>, _ row: Int, shift: Double) -> Double {
    let numbers = source.base + row * source.stride
    func length(_ scale: Double) -> Double {
      Scalar.scaledSquare(numbers, shift, scale, numbers, 0, 0, source.columns).squareRoot()
    }
    let plain = length(1)
    if plain.isNaN || safeSquares.contains(plain * plain) { return plain }
    var largest = 0.0
    for column in 0..<source.columns { largest = max(largest, abs(Double(numbers[column]) - shift)) }
    guard largest > 0, largest.isFinite else { return largest }
    let scale = DoubleRange.scale(largest)
    return length(scale) / scale
  }
}
