/// A number of neighbors as people write it: `10`, or `1%` of the items.
public enum NeighborCount: Hashable, Sendable, CustomStringConvertible {
  case number(Int)
  case percent(Double)

  /// Reads a whole number from 1, or a percentage above 0 and up to 100 with a percent sign.
  public init?(_ text: some StringProtocol) {
    if text.hasSuffix("%") {
      guard let share = Double(text.dropLast()), share > 0, share <= 100 else { return nil }
      self = .percent(share)
    } else {
      guard let number = Int(text), number >= 1, number <= Int(Int32.max) else { return nil }
      self = .number(number)
    }
  }

  /// The neighbors among `items` items: a percentage is rounded to the nearest whole number; nil where it is below one
  /// neighbor.
  public func neighbors(of items: Int) -> Int? {
    switch self {
    case .number(let number): return number
    case .percent(let share):
      let exact = share / 100 * Double(items)
      // 1 % of 100 items is one neighbor, whatever binary fractions make of it.
      return exact >= 1 - 1e-9 ? Int((exact + 1e-9).rounded()) : nil
    }
  }

  /// As it is written.
  public var description: String {
    switch self {
    case .number(let number): "\(number)"
    case .percent(let share): (share == share.rounded() ? "\(Int(share))" : "\(share)") + "%"
    }
  }
}
