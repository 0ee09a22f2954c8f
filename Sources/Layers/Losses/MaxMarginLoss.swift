import Dense

/// The hinge on the difference of two distances; see ``Loss/MaxMargin``.
struct MaxMarginLoss<Scalar: LayerScalar> {
  private let hinge: Loss.MaxMargin
  private let rows: LossRows<Scalar>
  private let negatives: NegativeChoice
  private let scratch: AlignedBuffer<Scalar>
  private var outputs: Int { rows.outputs }

  /// The loss with its buffers.
  init(_ hinge: Loss.MaxMargin, _ rows: LossRows<Scalar>, sharesLabel: ((Int, Int) -> Bool)?) {
    (self.hinge, self.rows) = (hinge, rows)
    negatives = NegativeChoice(sharesLabel: sharesLabel)
    scratch = AlignedBuffer(count: rows.outputs)
  }

  /// See ``LossEvaluator/evaluate(_:targets:negatives:gradient:learns:)``.
  func evaluate(
    _ predictions: UnsafePointer<Scalar>, _ targets: RowSelection<Scalar>, _ stream: inout RandomStream,
    _ gradient: UnsafeMutablePointer<Scalar>, _ learns: Bool
  ) -> Double {
    let count = targets.count
    rows.load(predictions, count: count)
    if learns { rows.gradient.update(repeating: 0, count: count * rows.stride) }
    let sum = count > 1 ? sumOfViolations(targets, &stream, learns) : 0
    if learns { rows.storeGradient(gradient, count: count) }
    return sum * (1 / Double(max(1, count)))
  }

  private func sumOfViolations(
    _ targets: RowSelection<Scalar>, _ stream: inout RandomStream, _ learns: Bool
  ) -> Double {
    let scale = 1 / Double(targets.count)
    var sum = 0.0
    for item in 0..<targets.count {
      // The negative pair: another prediction with this target, or this prediction with another target.
      func negativePair(_ other: Int) -> (prediction: Int, target: Int) {
        hinge.negativeSide == .input ? (other, item) : (item, other)
      }
      func distance(_ prediction: Int, _ target: Int) -> Double {
        self.distance(rows.prediction(prediction), targets.row(target))
      }
      let other: Int
      switch hinge.negative {
      case .random: other = negatives.random(item, targets, &stream)
      case .hardest:
        other = negatives.hardest(item, targets) {
          let pair = negativePair($0)
          return distance(pair.prediction, pair.target)
        }
      }
      let pair = negativePair(other)
      let violation = hinge.margin + distance(item, item) - distance(pair.prediction, pair.target)
      // A NaN must reach the sum, so the test is for "not violated".
      if violation <= 0 { continue }
      sum += violation
      if learns {
        addGradient(item, targets.row(item), scale)
        addGradient(pair.prediction, targets.row(pair.target), -scale)
      }
    }
    return sum
  }

  private func distance(_ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>) -> Double {
    switch hinge.distance {
    case .euclidean: Scalar.squaredDistance(a, b, count: outputs).squareRoot()
    case .cosine: 1 - Angle(a, b, outputs).cosine
    }
  }

  // gradient row += scale · ∂d(prediction, target)/∂prediction; the gradient at distance 0 is 0.
  private func addGradient(_ item: Int, _ target: UnsafePointer<Scalar>, _ scale: Double) {
    let (row, prediction) = (rows.gradient + item * rows.stride, rows.prediction(item))
    switch hinge.distance {
    case .euclidean:
      let length = Scalar.squaredDistance(prediction, target, count: outputs).squareRoot()
      if length > 0 { Scalar.addDifference(row, scale / length, prediction, target, count: outputs) }
    case .cosine:
      let angle = Angle(prediction, target, outputs)
      Scalar.combine(
        scratch.pointer, scale * angle.slopeOther, target, scale * angle.slopeSelf, prediction, count: outputs
      )
      Scalar.combine(row, 1, row, 1, scratch.pointer, count: outputs)
    }
  }
}
