extension String {
  /// This text on one line, as a person may see it: whatever would break the line, move a terminal's cursor, turn the
  /// direction of text or are in it unseen becomes an escape, as `\n` or `\u{1B}`.
  ///
  /// Joiners, variation selectors and tags stay where writing needs them: between letters of scripts that join and within
  /// emoji. An escaped text is escaped no further. O(n).
  package var escapingControlCharacters: String {
    guard utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return self }
    let scalars = Array(unicodeScalars)
    guard scalars.contains(where: \.isHidden) else { return self }
    var text = ""
    var context = WritingContext()
    for (place, scalar) in scalars.enumerated() {
      let next = place + 1 < scalars.count ? scalars[place + 1] : nil
      if scalar.isHidden, !context.needs(scalar, before: next) {
        text += scalar.escape
        context = WritingContext()
      } else {
        text.unicodeScalars.append(scalar)
        context.step(over: scalar)
      }
    }
    return text
  }

  /// This text in single quotes for a message, cut after 60 characters.
  package var quotedForMessage: String {
    // A character can have any number of combining marks.
    let isLong = count > 60 || utf8.count > 960
    guard isLong else { return "'\(self)'" }
    return "'\(String(String.UnicodeScalarView(prefix(60).unicodeScalars.prefix(240))))…'"
  }
}

extension String {
  /// This text as a person may see it, line by line: its own line feeds stay, all else is escaped as in
  /// ``escapingControlCharacters``.
  package var escapingLines: String {
    // By bytes: a carriage return in front of a line feed makes one character of the two.
    utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { (String($0) ?? "").escapingControlCharacters }.joined(separator: "\n")
  }
}

extension Unicode.Scalar {
  /// Whether the scalar would break a line, move a terminal's cursor or turn its direction, or is a byte order mark.
  package var isControl: Bool {
    value < 0x20 || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029
      || value == 0xFEFF || (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }

  /// Whether a person would not see the scalar: controls, and what Unicode shows nothing for, as marks of direction (U+200E,
  /// U+061C), spaces of no width, joiners, variation selectors and tags.
  package var isHidden: Bool {
    isControl || (value >= 0xAD && properties.isDefaultIgnorableCodePoint)
      || (0xFFF9...0xFFFB).contains(value)
  }

  /// `\n`, `\r`, `\t`, `\u{1B}`.
  fileprivate var escape: String {
    switch self {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{\(String(value, radix: 16, uppercase: true))}"
    }
  }
}

/// What is before a place in a text: whether an unseen scalar there is a part of the writing.
private struct WritingContext {
  // The last scalar that is seen; nil at the start, and behind an escape.
  private var seen: Unicode.Scalar?
  // The last scalar of all.
  private var last: Unicode.Scalar?

  mutating func step(over scalar: Unicode.Scalar) {
    if !scalar.isHidden { seen = scalar }
    last = scalar
  }

  /// Whether writing needs the scalar between what was and `next`.
  func needs(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) -> Bool {
    guard let seen, let last else { return false }
    switch scalar.value {
    case 0x200C, 0x200D:
      // Scripts that join letters begin behind Latin, Greek and Cyrillic; emoji are behind them too.
      guard let next, !next.isHidden else { return false }
      return seen.value >= 0x590 && next.value >= 0x590 && (!last.isHidden || last.value == 0xFE0F)
    case 0xFE0E, 0xFE0F:
      return last == seen && (seen.properties.isEmoji && (seen.value > 0x7F || next?.value == 0x20E3))
    case 0xFE00...0xFE0D, 0xE0100...0xE01EF:
      return last == seen && seen.value >= 0x2200
    case 0x180B...0x180D:
      return last == seen && (0x1820...0x18AA).contains(seen.value)
    case 0xE0020...0xE007F:
      // The flags of countries' parts: a black flag, tags, and their end.
      return seen.value == 0x1F3F4 && (last == seen || (0xE0020...0xE007E).contains(last.value))
    default:
      return false
    }
  }
}
