/// A key of an object and its value, where a result is an object itself.
package struct QuantityMember: Equatable, Sendable {
  /// The key.
  package let key: String
  /// The value; never missing.
  package let value: QuantityValue

  /// What the results are in a row; those without a value are left out.
  static func all<Row>(_ row: Row, _ quantities: [Quantity<Row>]) -> [QuantityMember] {
    quantities.compactMap { quantity in
      let value = quantity.value(row)
      return value == .missing ? nil : QuantityMember(key: quantity.key, value: value)
    }
  }

  /// Adds the object of these members to a JSON document.
  static func appendJSON(_ members: [QuantityMember], to line: inout String) {
    line += "{"
    for (place, member) in members.enumerated() {
      if place > 0 { line += ", " }
      JSONString.append(member.key, to: &line)
      line += ": "
      member.value.appendJSON(to: &line)
    }
    line += "}"
  }
}
