/// A key that is known only when the program runs.
private struct Key: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// Writes rows through their declarations where a document is written by an encoder.
package enum QuantityEncoding {
  /// Encodes a row as the object that ``QuantityTable`` writes.
  package static func encode<Row>(
    _ row: Row, _ quantities: [Quantity<Row>], to encoder: any Encoder
  ) throws {
    var own = encoder.container(keyedBy: Key.self)
    var objects: [QuantityName: KeyedEncodingContainer<Key>] = [:]
    for quantity in quantities {
      let value = quantity.value(row)
      guard value != .missing else { continue }
      let key = Key(stringValue: quantity.key)
      guard let object = quantity.object else {
        try encode(value, key, into: &own)
        continue
      }
      var container =
        objects[object]
        ?? own.nestedContainer(keyedBy: Key.self, forKey: Key(stringValue: object.camelCase))
      try encode(value, key, into: &container)
      objects[object] = container
    }
  }

  private static func encode(
    _ value: QuantityValue, _ key: Key, into container: inout KeyedEncodingContainer<Key>
  ) throws {
    switch value {
    case .text(let text): try container.encode(text, forKey: key)
    case .integer(let number): try container.encode(number, forKey: key)
    case .number(let number), .rounded(let number, _):
      if number.isFinite {
        try container.encode(number, forKey: key)
      } else {
        try container.encode("\(number)", forKey: key)
      }
    case .flag(let flag): try container.encode(flag, forKey: key)
    case .texts(let texts): try container.encode(texts, forKey: key)
    case .object(let members):
      var inner = container.nestedContainer(keyedBy: Key.self, forKey: key)
      try encode(members, into: &inner)
    case .objects(let objects):
      var list = container.nestedUnkeyedContainer(forKey: key)
      for members in objects {
        var inner = list.nestedContainer(keyedBy: Key.self)
        try encode(members, into: &inner)
      }
    case .missing: break
    }
  }

  private static func encode(
    _ members: [QuantityMember], into container: inout KeyedEncodingContainer<Key>
  ) throws {
    for member in members { try encode(member.value, Key(stringValue: member.key), into: &container) }
  }
}
