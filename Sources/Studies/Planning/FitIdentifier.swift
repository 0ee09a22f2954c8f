import Messages

/// The name of one fit of a study: numbers that point into the ``StudyPlan``.
///
/// As text `c12/s3/f0` for a search fit (cell, setting, fold) and `c12/final/f0` for a final fit (cell, fold or run); all
/// numbers from 0. The text is also the coded form.
package enum FitIdentifier: Hashable, Sendable {
  /// A setting on one fold.
  case search(cell: Int, setting: Int, fold: Int)
  /// The chosen setting on one fold of a cross-validation, or one run of a holdout.
  case final(cell: Int, repetition: Int)

  /// Place of the cell in the plan.
  package var cell: Int {
    switch self {
    case .search(let cell, _, _), .final(let cell, _): cell
    }
  }

  /// Whether the fit belongs to the search.
  package var isSearch: Bool {
    if case .search = self { return true }
    return false
  }
}

extension FitIdentifier {
  /// Hashes one number made of all parts, which is faster than hashing each: a ledger does it all the time.
  package func hash(into hasher: inout Hasher) {
    let (kind, cell, setting, last) = rank
    hasher.combine(((cell &* 1_000_003 &+ setting) &* 1_000_003 &+ last) &* 2 &+ kind)
  }
}

extension FitIdentifier: LosslessStringConvertible {
  /// `c12/s3/f0` or `c12/final/f0`.
  package var description: String {
    switch self {
    case .search(let cell, let setting, let fold): "c\(cell)/s\(setting)/f\(fold)"
    case .final(let cell, let repetition): "c\(cell)/final/f\(repetition)"
    }
  }

  /// The identifier that `description` writes; nil for any other text, other spellings of the same numbers included.
  package init?(_ description: String) {
    let parts = description.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3, let cell = Self.number("c", parts[0]), let last = Self.number("f", parts[2])
    else {
      return nil
    }
    if parts[1] == "final" {
      self = .final(cell: cell, repetition: last)
    } else if let setting = Self.number("s", parts[1]) {
      self = .search(cell: cell, setting: setting, fold: last)
    } else {
      return nil
    }
  }

  private static func number(_ prefix: String, _ text: Substring) -> Int? {
    guard text.hasPrefix(prefix), let number = Int(text.dropFirst(prefix.count)), number >= 0,
      text == "\(prefix)\(number)"
    else { return nil }
    return number
  }
}

extension FitIdentifier: Codable {
  /// Decodes the text form.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let identifier = FitIdentifier(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription:
          "found \(text.quotedForMessage.escapingControlCharacters); allowed: c12/s3/f0 or c12/final/f0")
    }
    self = identifier
  }

  /// Encodes the text form.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension FitIdentifier: Comparable {
  /// The order of the plan: search fits before final fits, then by cell, setting and fold.
  package static func < (left: FitIdentifier, right: FitIdentifier) -> Bool { left.rank < right.rank }

  private var rank: (Int, Int, Int, Int) {
    switch self {
    case .search(let cell, let setting, let fold): (0, cell, setting, fold)
    case .final(let cell, let repetition): (1, cell, 0, repetition)
    }
  }
}
