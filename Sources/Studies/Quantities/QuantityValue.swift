import Messages

/// One value of a result.
package enum QuantityValue: Equatable, Sendable {
  /// Words.
  case text(String)
  /// A whole number.
  case integer(Int)
  /// A number, written in its shortest exact form.
  case number(Double)
  /// A number that is written with so many digits after the point.
  case rounded(Double, places: Int)
  /// Yes or no.
  case flag(Bool)
  /// A list of words.
  case texts([String])
  /// Values under keys.
  case object([QuantityMember])
  /// A list of objects.
  case objects([[QuantityMember]])
  /// What does not apply: empty in a table, left out of JSON, NULL in SQL.
  case missing

  /// For people: a number with so many digits after the point, in its shortest exact form without.
  package func shown(digits: Int?) -> String {
    switch self {
    case .text(let text): text
    case .integer(let number): "\(number)"
    case .number(let number): digits.map { format(number, $0) } ?? "\(number)"
    case .rounded(let number, let places): format(number, digits ?? places)
    case .flag(let flag): flag ? "yes" : "no"
    case .texts(let texts): texts.joined(separator: "; ")
    case .object, .objects: json
    case .missing: ""
    }
  }

  /// As a JSON document of its own.
  package var json: String {
    var text = ""
    appendJSON(to: &text)
    return text
  }

  /// As a field of a table (RFC 4180): flags as yes and no, numbers in their shortest exact form.
  package func appendCSV(to line: inout String) {
    switch self {
    case .text(let text): line += CSVText.field(text)
    case .integer(let number): line += String(number)
    // A negative infinity would be taken for a formula.
    case .number(let number): line += number.isFinite ? number.description : CSVText.field("\(number)")
    case .rounded(let number, let places): line += format(number, places)
    case .flag(let flag): line += flag ? "yes" : "no"
    case .texts(let texts): line += CSVText.field(texts.joined(separator: "; "))
    case .object, .objects: line += CSVText.field(json)
    case .missing: break
    }
  }

  /// As a value of a JSON document: numbers that are not finite as text; nothing for what does not apply.
  package func appendJSON(to line: inout String) {
    switch self {
    case .text(let text): JSONString.append(text, to: &line)
    case .integer(let number): line += String(number)
    case .number(let number): Self.append(number, to: &line)
    case .rounded(let number, let places): line += format(number, places)
    case .flag(let flag): line += flag ? "true" : "false"
    case .texts(let texts):
      line += "["
      for (place, text) in texts.enumerated() {
        if place > 0 { line += ", " }
        JSONString.append(text, to: &line)
      }
      line += "]"
    case .object(let members): QuantityMember.appendJSON(members, to: &line)
    case .objects(let objects):
      line += "["
      for (place, members) in objects.enumerated() {
        if place > 0 { line += ", " }
        QuantityMember.appendJSON(members, to: &line)
      }
      line += "]"
    case .missing: break
    }
  }

  private static func append(_ number: Double, to line: inout String) {
    if let whole = Int(exactly: number), abs(whole) < 1_000_000_000_000_000 {
      line += String(whole)
    } else if number.isFinite {
      line += number.description
    } else {
      line += "\"\(number)\""
    }
  }
}
