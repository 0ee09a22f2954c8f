/// The header of a `.npy` array: type, byte order, memory order and shape.
///
/// Format (numpy's `numpy.lib.format`): the six bytes `\x93NUMPY`, version (major, minor), the length of the rest
/// as little-endian UInt16 (version 1) or UInt32 (versions 2 and 3), and a Python dictionary with the keys
/// `descr`, `fortran_order` and `shape`, padded with blanks and ended by a line feed.
public struct NPYHeader: Equatable, Sendable {
  /// The type of the elements.
  public var type: NPYElementType
  /// Whether the bytes of an element are in big-endian order.
  public var isBigEndian: Bool
  /// Whether the first index runs fastest.
  public var isFortranOrder: Bool
  /// The lengths of the axes; empty for a single number.
  public var shape: [Int]

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// A header for little-endian numbers in C order, which is what this module writes.
  public init(type: NPYElementType, shape: [Int], isBigEndian: Bool = false, isFortranOrder: Bool = false) {
    (self.type, self.shape) = (type, shape)
    (self.isBigEndian, self.isFortranOrder) = (isBigEndian, isFortranOrder)
  }

  /// Number of elements; nil if it does not fit `Int`.
  var count: Int? { CheckedSize.product(shape) }

  /// The bytes of the header, version 1 where it fits and 2 otherwise, padded so that the numbers start at a
  /// multiple of 64 bytes.
  func encoded() -> [UInt8] {
    let order = type.size == 1 ? "|" : isBigEndian ? ">" : "<"
    let axes = shape.count == 1 ? "(\(shape[0]),)" : "(\(shape.map(String.init).joined(separator: ", ")))"
    let dictionary =
      "{'descr': '\(order)\(type.rawValue)', 'fortran_order': \(isFortranOrder ? "True" : "False"), 'shape': \(axes), }"
    var text = Array(dictionary.utf8)
    let isLong = text.count > 60_000
    let prefix = isLong ? 12 : 10
    let total = (prefix + text.count + 1 + 63) / 64 * 64
    text += [UInt8](repeating: UInt8(ascii: " "), count: total - prefix - text.count - 1)
    text.append(UInt8(ascii: "\n"))
    let length = (0..<(isLong ? 4 : 2)).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    return Self.magic + [isLong ? 2 : 1, 0] + length + text
  }
}
