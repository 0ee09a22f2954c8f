import Foundation

/// The losses of a fit, epoch by epoch, as they stand in a journal: Float, little-endian, base64.
///
/// What selection reads is what the journal holds, so that a resumed study chooses like an uninterrupted one. Five
/// bytes and a third a loss: a hundred epochs take 1.1 KB for both curves.
public struct LossCurve: Hashable, Sendable {
  /// The losses, rounded to Float.
  public let losses: [Float]

  /// A curve; each loss is rounded to Float.
  public init(_ losses: [Double]) { self.losses = losses.map { Float($0) } }

  /// A curve of these very losses.
  init(floats: [Float]) { losses = floats }

  /// The curve as Double.
  public var values: [Double] { losses.map(Double.init) }
}

extension LossCurve: Codable {
  /// Decodes the base64 text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let data = Data(base64Encoded: text), data.count % 4 == 0 else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no base64 of 4-byte numbers")
    }
    let bytes = [UInt8](data)
    losses = stride(from: 0, to: bytes.count, by: 4).map { first in
      Float(
        bitPattern: UInt32(bytes[first]) | UInt32(bytes[first + 1]) << 8 | UInt32(bytes[first + 2]) << 16
          | UInt32(bytes[first + 3]) << 24)
    }
  }

  /// Encodes base64 text.
  public func encode(to encoder: any Encoder) throws {
    var data = Data(capacity: losses.count * 4)
    for loss in losses {
      withUnsafeBytes(of: loss.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    var container = encoder.singleValueContainer()
    try container.encode(data.base64EncodedString())
  }
}
