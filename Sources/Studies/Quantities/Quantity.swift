/// One result, declared once: what it is called, what it means, and how it is read from a row.
///
/// Tables, JSON documents, the index, the page's definitions and `docs/RESULTS.md` loop over such declarations. A name is
/// given as words; `best held out loss` is the column `best_held_out_loss` and the key `bestHeldOutLoss`.
package struct Quantity<Row>: Sendable {
  /// Its name.
  package let name: QuantityName
  /// For people, in few words.
  package let title: String
  /// What a value means, its range, and which direction is better.
  package let definition: String
  /// What it is counted in.
  package let unit: QuantityUnit
  /// What its values are.
  package let kind: QuantityKind
  /// Whether some rows have no value.
  package let isOptional: Bool
  /// Digits after the point where people read it; nil for all.
  package let digits: Int?
  /// The object that it is in inside a JSON document; nil for the document's row itself.
  package let object: QuantityName?
  /// Its key in JSON.
  package let key: String
  /// What is in its objects, where its values are objects.
  package let members: [DocumentField]
  /// Its value in a row.
  package let value: @Sendable (Row) -> QuantityValue

  /// Its column in CSV and SQL.
  package var column: String { name.snakeCase }

  /// The value of a row for people.
  package func shown(_ row: Row) -> String { value(row).shown(digits: digits) }

  init(
    _ name: QuantityName, _ title: String, _ definition: String, unit: QuantityUnit, kind: QuantityKind,
    isOptional: Bool, digits: Int?, object: QuantityName?, key: String?, members: [DocumentField] = [],
    value: @escaping @Sendable (Row) -> QuantityValue
  ) {
    (self.name, self.title, self.definition, self.unit) = (name, title, definition, unit)
    (self.kind, self.isOptional, self.digits, self.object) = (kind, isOptional, digits, object)
    (self.key, self.members, self.value) = (key ?? name.camelCase, members, value)
  }
}

extension Quantity {
  /// A result made of words. `key` is its key in JSON where that is not its name.
  package init(
    _ name: QuantityName, _ title: String, _ definition: String, isOptional: Bool = false, key: String? = nil,
    text: @escaping @Sendable (Row) -> String?
  ) {
    self.init(
      name, title, definition, unit: .none, kind: .text, isOptional: isOptional, digits: nil, object: nil,
      key: key
    ) { row in text(row).map { .text($0) } ?? .missing }
  }

  /// A whole number.
  package init(
    _ name: QuantityName, _ title: String, _ definition: String, unit: QuantityUnit = .none,
    isOptional: Bool = false, key: String? = nil, integer: @escaping @Sendable (Row) -> Int?
  ) {
    self.init(
      name, title, definition, unit: unit, kind: .integer, isOptional: isOptional, digits: nil, object: nil,
      key: key
    ) { row in integer(row).map { .integer($0) } ?? .missing }
  }

  /// A number; `digits` after the point are for people. With `places`, tables have so many digits too.
  package init(
    _ name: QuantityName, _ title: String, _ definition: String, unit: QuantityUnit = .none,
    isOptional: Bool = false, digits: Int? = nil, places: Int? = nil, key: String? = nil,
    number: @escaping @Sendable (Row) -> Double?
  ) {
    self.init(
      name, title, definition, unit: unit, kind: .number, isOptional: isOptional, digits: digits, object: nil,
      key: key
    ) { row in
      guard let number = number(row) else { return .missing }
      return places.map { .rounded(number, places: $0) } ?? .number(number)
    }
  }

  /// Yes or no.
  package init(
    _ name: QuantityName, _ title: String, _ definition: String, isOptional: Bool = false,
    flag: @escaping @Sendable (Row) -> Bool?
  ) {
    self.init(
      name, title, definition, unit: .none, kind: .flag, isOptional: isOptional, digits: nil, object: nil,
      key: nil
    ) { row in flag(row).map { .flag($0) } ?? .missing }
  }

  /// A list of words.
  package init(
    _ name: QuantityName, _ title: String, _ definition: String,
    texts: @escaping @Sendable (Row) -> [String]
  ) {
    self.init(
      name, title, definition, unit: .none, kind: .texts, isOptional: false, digits: nil, object: nil,
      key: nil
    ) { row in .texts(texts(row)) }
  }

  /// An object whose keys are results of their own.
  package init<Inner>(
    _ name: QuantityName, _ title: String, _ definition: String, isOptional: Bool = false,
    _ quantities: [Quantity<Inner>], object: @escaping @Sendable (Row) -> Inner?
  ) {
    self.init(
      name, title, definition, unit: .none, kind: .object, isOptional: isOptional, digits: nil, object: nil,
      key: nil, members: quantities.map(\.field)
    ) { row in object(row).map { .object(QuantityMember.all($0, quantities)) } ?? .missing }
  }

  /// A list of objects whose keys are results of their own.
  package init<Inner>(
    _ name: QuantityName, _ title: String, _ definition: String, isOptional: Bool = false,
    _ quantities: [Quantity<Inner>], objects: @escaping @Sendable (Row) -> [Inner]?
  ) {
    self.init(
      name, title, definition, unit: .none, kind: .objects, isOptional: isOptional, digits: nil, object: nil,
      key: nil, members: quantities.map(\.field)
    ) { row in
      objects(row).map { .objects($0.map { QuantityMember.all($0, quantities) }) } ?? .missing
    }
  }
}

extension Quantity {
  /// The same result of a row that holds a row of this one; without that, there is no value.
  /// - Parameters:
  ///   - name: what it is called there; nil for the same.
  ///   - title: its title there; nil for the same.
  ///   - note: a sentence about it that its definition has there in addition.
  ///   - object: the object that it is in inside a JSON document.
  ///   - isOptional: whether some rows hold none.
  package func of<Outer>(
    name: QuantityName? = nil, title: String? = nil, note: String? = nil, object: QuantityName? = nil,
    isOptional: Bool = false,
    _ inner: @escaping @Sendable (Outer) -> Row?
  ) -> Quantity<Outer> {
    let value = value
    return Quantity<Outer>(
      name ?? self.name, title ?? self.title,
      [definition, note].compactMap { $0 }.joined(separator: " "), unit: unit, kind: kind,
      isOptional: isOptional || self.isOptional, digits: digits, object: object ?? self.object,
      key: name == nil ? key : nil, members: members
    ) { row in inner(row).map(value) ?? .missing }
  }
}
