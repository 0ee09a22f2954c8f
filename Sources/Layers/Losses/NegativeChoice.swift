import Dense

/// How max-margin chooses another item of the batch: one that shares no label with the item, where there is one.
struct NegativeChoice {
  let sharesLabel: ((Int, Int) -> Bool)?

  private func isCandidate<Scalar: LayerScalar>(
    _ other: Int, for item: Int, _ targets: RowSelection<Scalar>
  ) -> Bool {
    guard other != item else { return false }
    guard let sharesLabel else { return true }
    return !sharesLabel(Int(targets.indices[item]), Int(targets.indices[other]))
  }

  /// The candidate at the smallest distance, the first of equals; any other item where there is no candidate.
  func hardest<Scalar: LayerScalar>(
    _ item: Int, _ targets: RowSelection<Scalar>, distance: (Int) -> Double
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

  /// A candidate at random, each equally likely; any other item where there is none.
  ///
  /// Rejection keeps the choice uniform and is fast where most items are candidates; after some misses, counting.
  func random<Scalar: LayerScalar>(
    _ item: Int, _ targets: RowSelection<Scalar>, _ stream: inout RandomStream
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
