extension [DocumentField] {
  /// The fields of an object with these results; `objects` says what the objects are that some of them are in.
  package init<Row>(_ quantities: [Quantity<Row>], objects: [String: String] = [:]) {
    var fields: [DocumentField] = []
    for quantity in quantities {
      guard let object = quantity.object else {
        fields.append(quantity.field)
        continue
      }
      let key = object.camelCase
      guard !fields.contains(where: { $0.key == key }) else { continue }
      let members = quantities.filter { $0.object == object }
      fields.append(
        DocumentField(
          key, .object(members.map(\.field)), objects[key] ?? "", isOptional: members.allSatisfy(\.isOptional)
        ))
    }
    self = fields
  }
}
