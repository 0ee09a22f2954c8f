/// The type of a tensor's elements, by the format's own name (`F16`), read or not.
struct SafetensorsType: Hashable, Sendable {
  /// The format's name of it.
  let code: String

  /// The type of an array of such elements; nil for what is not read.
  var elementType: NPYElementType? { Self.known[code] }

  /// bfloat16, which becomes float32.
  var isBrainFloat: Bool { code == "BF16" }

  /// Bytes of an element; nil for a type that is not read.
  var size: Int? { isBrainFloat ? 2 : elementType?.size }

  /// Whether models are kept in it.
  var isOfModels: Bool { code == "F32" || code == "F64" }

  /// The type in words: `float16`; the format's own where it is not read.
  var name: String { isBrainFloat ? "bfloat16" : elementType?.name ?? code }

  /// The types that are read.
  static let allowed = "F16, BF16, F32, F64, BOOL, and I8 to I64 and U8 to U64"

  private static let known: [String: NPYElementType] = [
    "BOOL": .bool, "I8": .int8, "I16": .int16, "I32": .int32, "I64": .int64, "U8": .uint8, "U16": .uint16,
    "U32": .uint32, "U64": .uint64, "F16": .float16, "F32": .float32, "F64": .float64,
  ]
}
