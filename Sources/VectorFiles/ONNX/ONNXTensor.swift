import Dense

/// Named constant numbers of an ONNX graph (TensorProto), as raw little-endian bytes.
package struct ONNXTensor: Sendable {
  /// Element types by their numbers in the format.
  package enum ElementType: Int, Sendable {
    case float32 = 1
    case int64 = 7
    case float64 = 11
  }

  /// The name by which nodes refer to it.
  package let name: String
  /// The lengths of the axes; empty for a single number.
  package let shape: [Int]
  /// The type of the numbers.
  package let type: ElementType
  /// The numbers in C order.
  let bytes: [UInt8]

  /// Numbers of Float; the product of `shape` must be their number.
  package init(_ name: String, shape: [Int], floats: [Float]) {
    self.init(name, shape, .float32, floats.count) {
      for number in floats { Self.append(number.bitPattern, to: &$0) }
    }
  }

  /// Numbers of Double; the product of `shape` must be their number.
  package init(_ name: String, shape: [Int], doubles: [Double]) {
    self.init(name, shape, .float64, doubles.count) {
      for number in doubles { Self.append(number.bitPattern, to: &$0) }
    }
  }

  /// Whole numbers along one axis.
  package init(_ name: String, integers: [Int]) {
    self.init(name, [integers.count], .int64, integers.count) {
      for number in integers { Self.append(UInt64(bitPattern: Int64(number)), to: &$0) }
    }
  }

  private init(
    _ name: String, _ shape: [Int], _ type: ElementType, _ count: Int, _ write: (inout [UInt8]) -> Void
  ) {
    precondition(
      CheckedSize.product(shape) == count, "\(count) numbers for the tensor \(name) of shape \(shape)")
    (self.name, self.shape, self.type) = (name, shape, type)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * (type == .float32 ? 4 : 8))
    write(&bytes)
    self.bytes = bytes
  }

  private static func append<Bits: FixedWidthInteger>(_ bits: Bits, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: bits.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// TensorProto: dims = 1, data_type = 2, name = 8, raw_data = 9.
  var message: ProtobufMessage {
    var message = ProtobufMessage()
    for length in shape { message.add(1, integer: length) }
    message.add(2, integer: type.rawValue)
    message.add(8, text: name)
    message.add(9, bytes: bytes)
    return message
  }
}
