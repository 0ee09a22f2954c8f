import Dense

/// A partition of items into folds of nearly equal size for cross-validation.
///
/// The items are shuffled by the key and cut into consecutive parts, the first `items mod folds` of which have one item
/// more. Rows inside a fold are ascending.
public struct Folds: Equatable, Sendable {
  /// Number of items.
  public let items: Int
  /// The held-out rows of each fold, ascending.
  public let heldOut: [[Int32]]

  /// Cuts `items` items into `count` folds; each needs at least one item.
  public init(items: Int, count: Int, key: StreamKey) {
    precondition(count >= 2 && items >= count, "\(count) folds of \(items) items")
    self.items = items
    var stream = RandomStream(key)
    let order = stream.permutation(items)
    heldOut = (0..<count).map { fold in
      let first = fold * (items / count) + min(fold, items % count)
      let size = items / count + (fold < items % count ? 1 : 0)
      return order[first..<(first + size)].map(Int32.init).sorted()
    }
  }

  /// The rows outside a fold, ascending.
  public func training(_ fold: Int) -> [Int32] {
    var isHeldOut = [Bool](repeating: false, count: items)
    for row in heldOut[fold] { isHeldOut[Int(row)] = true }
    return (0..<items).filter { !isHeldOut[$0] }.map(Int32.init)
  }
}
