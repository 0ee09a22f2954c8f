import Studies

/// A JSON document: the keys of its body, and the version next to them.
struct VersionedDocument<Body: Encodable>: Encodable {
  private let body: Body

  private enum CodingKeys: CodingKey { case version }

  /// The document of a body that is encoded as an object.
  init(_ body: Body) { self.body = body }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(DocumentVersion.current, forKey: .version)
    try body.encode(to: encoder)
  }
}
