import Messages
import Studies

/// Text of unknown origin, made safe for each kind of file that a report is written in.
///
/// Names of studies, feature sets, labels and items come from a person's files, reasons of failures from programs:
/// nothing in them may act as markup, formula, command or control sequence. All rules work on Unicode scalars, because a
/// combining mark behind a quote makes one character of the two, which no comparison of characters would find.
enum ReportText {
  /// For HTML, in text and in quoted attributes.
  static func html(_ text: String) -> String {
    mapped(text) { scalar in
      switch scalar {
      case "<": "&lt;"
      case ">": "&gt;"
      case "&": "&amp;"
      case "\"": "&quot;"
      case "'": "&#39;"
      default: nil
      }
    }
  }

  /// For Markdown, in running text and in cells of tables.
  static func markdown(_ text: String) -> String {
    mapped(text) { scalar in
      switch scalar {
      case "<": "&lt;"
      case ">": "&gt;"
      case "&": "&amp;"
      case "|", "*", "_", "`", "[", "]", "\\", "#", "~", "$": "\\\(scalar)"
      default: nil
      }
    }
  }

  /// For LaTeX with T1 fonts: what pdflatex has no letter for is written as its code point.
  static func latex(_ text: String) -> String {
    mapped(text, control: "?") { scalar in
      switch scalar {
      case "\\": "\\textbackslash{}"
      case "{", "}", "$", "&", "#", "_", "%": "\\\(scalar)"
      case "^": "\\textasciicircum{}"
      case "~": "\\textasciitilde{}"
      case "<": "\\textless{}"
      case ">": "\\textgreater{}"
      case "|": "\\textbar{}"
      case "\"": "\\textquotedbl{}"
      case "'": "\\textquotesingle{}"
      case "`": "\\textasciigrave{}"
      case "-": "{-}"
      case "\u{2018}": "\\textquoteleft{}"
      case "\u{2019}": "\\textquoteright{}"
      case "\u{201C}": "\\textquotedblleft{}"
      case "\u{201D}": "\\textquotedblright{}"
      case "\u{2013}": "\\textendash{}"
      case "\u{B7}": "\\textperiodcentered{}"
      case "[", "]": "{\(scalar)}"
      default: isLatinLetter(scalar) || scalar.isASCII ? nil : "(U+\(hexadecimal(scalar)))"
      }
    }
  }

  /// For CSV (RFC 4180): quoted where needed; a text that a spreadsheet would take for a formula gets an apostrophe in
  /// front; control characters other than line breaks and tabs are replaced, since a CSV is also looked at in terminals.
  static func csv(_ text: String) -> String { CSVText.field(text) }

  /// For a quoted string or a data block of gnuplot: without anything that ends it, escapes, or marks up.
  static func gnuplot(_ text: String) -> String {
    mapped(text) { scalar in
      switch scalar {
      case "\"", "'": "\u{2019}"
      case "`": "\u{2018}"
      case "\\": "\u{2216}"
      case "{": "("
      case "}": ")"
      case "$": "\u{FF04}"
      case "<": "\u{2039}"
      case ">": "\u{203A}"
      case "&": "+"
      case "@", "^", "_", "~", "#", "%": " "
      default: nil
      }
    }
  }

  /// For a terminal: control characters, escape codes among them, become visible.
  static func terminal(_ text: String) -> String { text.escapingControlCharacters }

  private static func mapped(
    _ text: String, control: String? = "\u{FFFD}", _ replacement: (Unicode.Scalar) -> String?
  ) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if let control, scalar.isControl {
        // Line breaks, tabs and the like only separate; marks of direction and C1 codes would hide something.
        result += scalar.value < 0x20 ? " " : control
      } else if let replacement = replacement(scalar) {
        result += replacement
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  // The letters of Latin-1, all of which T1 has.
  private static func isLatinLetter(_ scalar: Unicode.Scalar) -> Bool {
    (0xC0...0xFF).contains(scalar.value) && scalar != "\u{D7}" && scalar != "\u{F7}"
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let text = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - text.count)) + text
  }
}
