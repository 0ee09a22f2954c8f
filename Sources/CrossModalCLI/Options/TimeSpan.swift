import ArgumentParser
import Foundation

/// A duration on the command line, of at most 30 years: `90s`, `15m`, `3h`, `1h30m`, `2d`; a number alone means seconds.
struct TimeSpan: ExpressibleByArgument {
  /// How long it is, above 0.
  let seconds: Double

  private static let longest = 1e9
  private static let units: [(name: Character, seconds: Double)] = [
    ("d", 86400), ("h", 3600), ("m", 60), ("s", 1),
  ]

  /// So many seconds.
  init(seconds: Double) { self.seconds = seconds }

  init?(argument: String) {
    if let number = Double(argument) {
      guard Self.isAllowed(number) else { return nil }
      seconds = number
      return
    }
    var (sum, rest, left) = (0.0, argument[...], Self.units[...])
    while !rest.isEmpty {
      guard let end = rest.firstIndex(where: \.isLetter), let number = Double(rest[..<end]), number >= 0,
        let unit = left.firstIndex(where: { $0.name == rest[end] })
      else { return nil }
      sum += number * left[unit].seconds
      left = left[(unit + 1)...]
      rest = rest[rest.index(after: end)...]
    }
    guard Self.isAllowed(sum) else { return nil }
    seconds = sum
  }

  var defaultValueDescription: String {
    let whole = Self.units.first { seconds.truncatingRemainder(dividingBy: $0.seconds) == 0 }
    return whole.map { "\(Int(seconds / $0.seconds))\($0.name)" } ?? "\(seconds)s"
  }

  private static func isAllowed(_ seconds: Double) -> Bool { seconds > 0 && seconds <= longest }
}
