import Dense

/// Several partitions of the same items into folds, whose folds are counted on: with 5 folds, fold 7 is the third of the
/// second partition.
///
/// The first partition is that of the key, so that a single one is the same whatever comes after it; partition r > 0 has
/// the key with "repeat" and r added.
public struct RepeatedFolds: Equatable, Sendable {
  /// The partitions.
  public let partitions: [Folds]

  /// Makes `repeats` partitions into `count` folds; see ``Folds/init(items:count:key:groups:strata:)``.
  public init(
    items: Int, count: Int, repeats: Int = 1, key: StreamKey, groups: [Int]? = nil, strata: [Int]? = nil
  ) {
    precondition(repeats >= 1, "\(repeats) repeats of \(count) folds")
    partitions = (0..<repeats).map { number in
      Folds(
        items: items, count: count, key: number == 0 ? key : key.adding("repeat").adding(number),
        groups: groups, strata: strata)
    }
  }

  /// Number of folds of all partitions.
  public var count: Int { partitions.count * partitions[0].heldOut.count }

  /// The rows of a fold, 0..<``count``, ascending.
  public func heldOut(_ fold: Int) -> [Int32] {
    let (partition, place) = part(fold)
    return partition.heldOut[place]
  }

  /// The rows outside a fold, ascending.
  public func training(_ fold: Int) -> [Int32] {
    let (partition, place) = part(fold)
    return partition.training(place)
  }

  private func part(_ fold: Int) -> (Folds, Int) {
    precondition((0..<count).contains(fold), "fold \(fold) of \(count)")
    let folds = partitions[0].heldOut.count
    return (partitions[fold / folds], fold % folds)
  }
}
