/// Writes rows as JSON objects on one line, keys in the order of their declarations; results that share an object stand
/// in it.
struct QuantityObjectWriter<Row> {
  private let values: RowValues<Row>
  private let parts: [ObjectPart]

  init(_ quantities: [Quantity<Row>]) {
    values = RowValues(quantities)
    var parts: [ObjectPart] = []
    for (place, quantity) in quantities.enumerated() {
      let member = ObjectPart.Member(key: "\"\(quantity.key)\": ", place: place)
      if let object = quantity.object, let place = parts.firstIndex(where: { $0.object == object }) {
        parts[place].members.append(member)
      } else {
        let key = quantity.object.map { "\"\($0.camelCase)\": " } ?? ""
        parts.append(ObjectPart(object: quantity.object, key: key, members: [member]))
      }
    }
    self.parts = parts
  }

  /// Adds the object of a row; an object without any value is left out.
  func append(_ row: Row, to text: inout String) {
    text += "{"
    appendMembers(row, to: &text)
    text += "}"
  }

  /// Adds the members of that object without its braces.
  func appendMembers(_ row: Row, to text: inout String) {
    values.read(row)
    ObjectPart.append(parts, values.values, to: &text)
  }
}

/// What is in a JSON object, and in the objects in it.
private struct ObjectPart {
  struct Member {
    let key: String
    /// Its place among the values.
    let place: Int
  }

  let object: QuantityName?
  /// Its key; empty for the members of the row itself.
  let key: String
  var members: [Member]

  static func append(_ parts: [ObjectPart], _ values: [() -> QuantityValue], to text: inout String) {
    var isFirst = true
    for part in parts {
      var isOpen = false
      for member in part.members {
        let value = values[member.place]()
        if value == .missing { continue }
        if isOpen || !isFirst { text += ", " }
        if part.object != nil, !isOpen { text += part.key + "{" }
        isFirst = false
        isOpen = true
        text += member.key
        value.appendJSON(to: &text)
      }
      if part.object != nil, isOpen { text += "}" }
    }
  }
}
