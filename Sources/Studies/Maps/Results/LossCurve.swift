import VectorFiles

/// The losses of a fit, epoch by epoch, as they are in a journal: Float, little-endian, base64.
///
/// What selection reads is what the journal holds, so that a resumed study chooses like an uninterrupted one. Five
/// bytes and a third a loss: a hundred epochs take 1.1 KB for both curves.
package struct LossCurve: Hashable, Sendable {
  /// The losses, rounded to Float.
  package let losses: [Float]

  /// A curve; each loss is rounded to Float.
  package init(_ losses: [Double]) { self.losses = losses.map { Float($0) } }

  /// A curve of these very losses.
  init(floats: [Float]) { losses = floats }

  /// The curve as Double.
  package var values: [Double] { losses.map(Double.init) }
}

extension LossCurve: Codable {
  /// Decodes the base64 text.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    let bytes = BoundedBytes(copying: text.utf8)
    guard let losses = Base64.numbers(in: bytes, 0..<bytes.count) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no base64 of 4-byte numbers")
    }
    self.losses = losses
  }

  /// Encodes base64 text.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Base64.text(of: losses))
  }
}
