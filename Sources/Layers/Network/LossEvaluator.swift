import Dense

/// Computes a loss over a batch, and its gradient with respect to the predictions.
///
/// Works on rows: prediction b is `predictions + b * stride`, its target the b-th chosen row of the data. Sums are in
/// Double. One object serves one fit on one thread and allocates nothing after it is made, but for losses of one's own.
final class LossEvaluator<Scalar: LayerScalar> {
  let loss: Loss
  let outputs: Int
  let stride: Int
  private let sharesLabel: ((Int, Int) -> Bool)?
  private let scratch: AlignedBuffer<Scalar>
  private let guardedNorm = 1e-6

  /// An evaluator of rows of `outputs` numbers that stand `stride` apart.
  /// - Parameter sharesLabel: whether two items of the data have a label in common; nil without labels.
  init(loss: Loss, outputs: Int, stride: Int, sharesLabel: ((Int, Int) -> Bool)?) {
    (self.loss, self.outputs, self.stride, self.sharesLabel) = (loss, outputs, stride, sharesLabel)
    scratch = AlignedBuffer(count: outputs)
  }

  /// The batch's mean loss. Gradient rows, where wanted, are overwritten.
  func evaluate(
    predictions: UnsafePointer<Scalar>, targets: RowSelection<Scalar>, negatives: inout RandomStream,
    gradient: UnsafeMutablePointer<Scalar>?
  ) -> Double {
    switch loss {
    case .meanSquaredError: meanSquaredError(predictions, targets, gradient)
    case .cosine(let reduction): cosine(predictions, targets, gradient, reduction)
    case .maxMargin(let hinge): maxMargin(predictions, targets, gradient, hinge, &negatives)
    case .custom(let custom): own(predictions, targets, gradient, custom)
    }
  }

  private func meanSquaredError(
    _ predictions: UnsafePointer<Scalar>, _ targets: RowSelection<Scalar>,
    _ gradient: UnsafeMutablePointer<Scalar>?
  ) -> Double {
    let scale = 2 / (Double(targets.count) * Double(outputs))
    var sum = 0.0
    for item in 0..<targets.count {
      let (prediction, target) = (predictions + item * stride, targets.row(item))
      sum += Scalar.squaredDistance(prediction, target, count: outputs)
      if let gradient {
        Scalar.combine(gradient + item * stride, scale, prediction, -scale, target, count: outputs)
      }
    }
    return sum * scale / 2
  }

  private func cosine(
    _ predictions: UnsafePointer<Scalar>, _ targets: RowSelection<Scalar>,
    _ gradient: UnsafeMutablePointer<Scalar>?,
    _ reduction: Loss.CosineReduction
  ) -> Double {
    let scale = 1 / (Double(targets.count) * (reduction == .mean ? Double(outputs) : 1))
    var sum = 0.0
    for item in 0..<targets.count {
      let (prediction, target) = (predictions + item * stride, targets.row(item))
      let angle = Angle(prediction, target, outputs, guardedNorm)
      sum += 1 - angle.cosine
      if let gradient {
        Scalar.combine(
          gradient + item * stride, scale * angle.slopeOther, target, scale * angle.slopeSelf, prediction,
          count: outputs)
      }
    }
    return sum * scale
  }

  // Allocates an array or three a row, unlike the losses above.
  private func own(
    _ predictions: UnsafePointer<Scalar>, _ targets: RowSelection<Scalar>,
    _ gradient: UnsafeMutablePointer<Scalar>?, _ custom: Loss.Custom
  ) -> Double {
    func row(_ start: UnsafePointer<Scalar>) -> [Double] {
      UnsafeBufferPointer(start: start, count: outputs).map { Double($0) }
    }
    let scale = 1 / Double(targets.count)
    var sum = 0.0
    for item in 0..<targets.count {
      let (loss, slope) = custom.evaluate(row(predictions + item * stride), row(targets.row(item)))
      precondition(
        slope.count == outputs, "\(custom.name): a gradient of \(slope.count) numbers for \(outputs) outputs")
      sum += loss
      guard let gradient else { continue }
      for (place, number) in slope.enumerated() { gradient[item * stride + place] = Scalar(scale * number) }
    }
    return sum * scale
  }

  private func maxMargin(
    _ predictions: UnsafePointer<Scalar>, _ targets: RowSelection<Scalar>,
    _ gradient: UnsafeMutablePointer<Scalar>?,
    _ hinge: Loss.MaxMargin, _ negatives: inout RandomStream
  ) -> Double {
    let count = targets.count
    if let gradient { gradient.update(repeating: 0, count: count * stride) }
    guard count > 1 else { return 0 }
    let scale = 1 / Double(count)
    var sum = 0.0
    for item in 0..<count {
      // The negative pair: another prediction with this target, or this prediction with another target.
      func negativePair(_ other: Int) -> (prediction: Int, target: Int) {
        hinge.negativeSide == .input ? (other, item) : (item, other)
      }
      func distance(_ prediction: Int, _ target: Int) -> Double {
        self.distance(predictions + prediction * stride, targets.row(target), hinge.distance)
      }
      let other: Int
      switch hinge.negative {
      case .random: other = randomNegative(of: item, targets, &negatives)
      case .hardest:
        other = hardestNegative(of: item, targets) {
          let pair = negativePair($0)
          return distance(pair.prediction, pair.target)
        }
      }
      let pair = negativePair(other)
      let violation = hinge.margin + distance(item, item) - distance(pair.prediction, pair.target)
      // A NaN must reach the sum, so the test is for "not violated".
      if violation <= 0 { continue }
      sum += violation
      if let gradient {
        addGradient(gradient, predictions, item, targets.row(item), scale, hinge.distance)
        addGradient(gradient, predictions, pair.prediction, targets.row(pair.target), -scale, hinge.distance)
      }
    }
    return sum * scale
  }

  private func distance(_ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>, _ kind: Loss.Distance)
    -> Double
  {
    switch kind {
    case .euclidean: Scalar.squaredDistance(a, b, count: outputs).squareRoot()
    case .cosine: 1 - Angle(a, b, outputs, guardedNorm).cosine
    }
  }

  // gradient row += scale · ∂d(prediction, target)/∂prediction; the gradient at distance 0 is 0.
  private func addGradient(
    _ gradient: UnsafeMutablePointer<Scalar>, _ predictions: UnsafePointer<Scalar>, _ item: Int,
    _ target: UnsafePointer<Scalar>, _ scale: Double, _ kind: Loss.Distance
  ) {
    let (row, prediction) = (gradient + item * stride, predictions + item * stride)
    switch kind {
    case .euclidean:
      let length = Scalar.squaredDistance(prediction, target, count: outputs).squareRoot()
      if length > 0 { Scalar.addDifference(row, scale / length, prediction, target, count: outputs) }
    case .cosine:
      let angle = Angle(prediction, target, outputs, guardedNorm)
      Scalar.combine(
        scratch.pointer, scale * angle.slopeOther, target, scale * angle.slopeSelf, prediction, count: outputs
      )
      Scalar.combine(row, 1, row, 1, scratch.pointer, count: outputs)
    }
  }

  private func isCandidate(_ other: Int, for item: Int, _ targets: RowSelection<Scalar>) -> Bool {
    guard other != item else { return false }
    guard let sharesLabel else { return true }
    return !sharesLabel(Int(targets.indices[item]), Int(targets.indices[other]))
  }

  private func hardestNegative(
    of item: Int, _ targets: RowSelection<Scalar>, distance: (Int) -> Double
  ) -> Int {
    var (best, least) = (-1, Double.infinity)
    for other in 0..<targets.count where isCandidate(other, for: item, targets) {
      let length = distance(other)
      if best < 0 || length < least { (best, least) = (other, length) }
    }
    if best >= 0 { return best }
    for other in 0..<targets.count where other != item {
      let length = distance(other)
      if best < 0 || length < least { (best, least) = (other, length) }
    }
    return best
  }

  // Rejection keeps the choice uniform and is fast where most items are candidates; after some misses, counting.
  private func randomNegative(
    of item: Int, _ targets: RowSelection<Scalar>, _ stream: inout RandomStream
  ) -> Int {
    let count = targets.count
    for _ in 0..<8 {
      let other = stream.below(count)
      if isCandidate(other, for: item, targets) { return other }
    }
    var candidates = 0
    for other in 0..<count where isCandidate(other, for: item, targets) { candidates += 1 }
    guard candidates > 0 else {
      let other = stream.below(count - 1)
      return other < item ? other : other + 1
    }
    var rank = stream.below(candidates)
    for other in 0..<count where isCandidate(other, for: item, targets) {
      if rank == 0 { return other }
      rank -= 1
    }
    return item
  }
}

/// The angle between a prediction p and a target t, and the gradient of 1 − cos with respect to p, which is
/// `slopeOther` · t + `slopeSelf` · p.
private struct Angle {
  let cosine, slopeOther, slopeSelf: Double

  init<Scalar: LayerScalar>(
    _ p: UnsafePointer<Scalar>, _ t: UnsafePointer<Scalar>, _ count: Int, _ guardedNorm: Double
  ) {
    let norm = Scalar.dot(p, p, count: count).squareRoot()
    let (normP, normT) = (
      max(norm, guardedNorm), max(Scalar.dot(t, t, count: count).squareRoot(), guardedNorm)
    )
    cosine = Scalar.dot(p, t, count: count) / (normP * normT)
    slopeOther = -1 / (normP * normT)
    // Below the guard the norm is a constant, so the second term vanishes.
    slopeSelf = norm > guardedNorm ? cosine / (normP * normP) : 0
  }
}
