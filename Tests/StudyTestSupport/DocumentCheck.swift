import Foundation
import Studies

/// A JSON value that tells flags from numbers.
private enum JSONValue: Decodable {
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }
}

/// Compares JSON documents with the fields that are declared for them.
package struct DocumentCheck {
  private let fields: [DocumentField]
  private var seen: Set<String> = []
  private var found: [String] = []

  /// What is wrong: keys that are not declared, declared ones that are missing or hold something else, and those that
  /// are in none of the documents.
  package static func problems(of documents: [String], _ fields: [DocumentField]) throws -> [String] {
    var check = DocumentCheck(fields: fields)
    for text in documents {
      let document = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
      check.look(at: document, fields, "")
    }
    check.requireAll(fields, "")
    return check.found
  }

  private init(fields: [DocumentField]) { self.fields = fields }

  private mutating func look(at value: JSONValue, _ fields: [DocumentField], _ path: String) {
    guard case .object(let object) = value else {
      found.append("\(path): no object")
      return
    }
    for key in object.keys where !fields.contains(where: { $0.key == key }) {
      found.append("\(path)\(key): is not declared")
    }
    for field in fields {
      let place = path + field.key
      guard let value = object[field.key] else {
        if !field.isOptional { found.append("\(place): is missing") }
        continue
      }
      seen.insert(place)
      switch field.shape {
      case .value(let kind): check(value, kind, place)
      case .values(let kind):
        guard case .list(let values) = value else {
          found.append("\(place): no list")
          continue
        }
        for value in values { check(value, kind, place) }
      case .object(let members): look(at: value, members, place + ".")
      case .objects(let members):
        guard case .list(let values) = value else {
          found.append("\(place): no list")
          continue
        }
        for value in values { look(at: value, members, place + "[].") }
      }
    }
  }

  private mutating func check(_ value: JSONValue, _ kind: QuantityKind, _ place: String) {
    let holds =
      switch (kind, value) {
      case (.text, .text), (.flag, .flag), (.number, .number): true
      case (.integer, .number(let number)): number == number.rounded()
      // What is not finite is written as text.
      case (.number, .text(let text)): ["inf", "-inf", "nan"].contains(text)
      case (.texts, .list(let values)):
        values.allSatisfy { if case .text = $0 { true } else { false } }
      default: false
      }
    if !holds { found.append("\(place): \(value) is no \(kind.rawValue)") }
  }

  private mutating func requireAll(_ fields: [DocumentField], _ path: String) {
    for field in fields {
      let place = path + field.key
      if !seen.contains(place) { found.append("\(place): stands in no document") }
      switch field.shape {
      case .value, .values: break
      case .object(let members): requireAll(members, place + ".")
      case .objects(let members): requireAll(members, place + "[].")
      }
    }
  }
}
