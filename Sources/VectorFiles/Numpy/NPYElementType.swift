/// The type of the elements of a `.npy` array. The raw value is numpy's name for it without the byte order.
public enum NPYElementType: String, CaseIterable, Sendable {
  /// One byte, 0 or 1.
  case bool = "b1"
  /// Signed, 1 byte.
  case int8 = "i1"
  /// Signed, 2 bytes.
  case int16 = "i2"
  /// Signed, 4 bytes.
  case int32 = "i4"
  /// Signed, 8 bytes.
  case int64 = "i8"
  /// Unsigned, 1 byte.
  case uint8 = "u1"
  /// Unsigned, 2 bytes.
  case uint16 = "u2"
  /// Unsigned, 4 bytes.
  case uint32 = "u4"
  /// Unsigned, 8 bytes.
  case uint64 = "u8"
  /// IEEE 754 half precision.
  case float16 = "f2"
  /// IEEE 754 single precision.
  case float32 = "f4"
  /// IEEE 754 double precision.
  case float64 = "f8"

  /// The type in words: `float64`.
  public var name: String { "\(self)" }

  /// Bytes per element.
  public var size: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16, .float16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }

  /// Whether the elements are whole numbers (bool included).
  public var isInteger: Bool {
    switch self {
    case .float16, .float32, .float64: false
    default: true
    }
  }

  /// The value of a half-precision number, exact. Swift's own `Float16` does not exist on every processor.
  static func half(_ bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10) & 0x1f
    let fraction = UInt32(bits & 0x3ff)
    switch exponent {
    case 0:
      let magnitude = Float(fraction) * 0x1p-24
      return sign == 0 ? magnitude : -magnitude
    case 0x1f: return Float(bitPattern: sign | 0x7f80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}
