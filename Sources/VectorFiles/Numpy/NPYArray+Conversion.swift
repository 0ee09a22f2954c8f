import Dense

extension NPYArray {
  /// The numbers as a Float matrix, each rounded to nearest; float64 beyond the range of `Float` becomes infinite.
  ///
  /// A vector of n elements becomes n×1. O(elements).
  /// - Throws: ``DataFileError`` for other than 1 or 2 axes.
  public func matrix(of type: Float.Type = Float.self) throws -> Matrix<Float> { try converted() }

  /// The numbers as a Double matrix; whole numbers beyond 2⁵³ are rounded to nearest.
  ///
  /// A vector of n elements becomes n×1. O(elements).
  /// - Throws: ``DataFileError`` for other than 1 or 2 axes.
  public func matrix(of type: Double.Type) throws -> Matrix<Double> { try converted() }

  private func converted<Scalar: MatrixScalar>() throws -> Matrix<Scalar> {
    let (rows, columns) = try matrixShape()
    try checkMemory(bytesPerElement: MemoryLayout<Scalar>.size)
    var result = Matrix<Scalar>(rows: rows, columns: columns)
    result.withMutableElements { fill($0, rows: rows, columns: columns) }
    return result
  }

  /// The elements of an integer or bool array as `Int`, in C order, 1 or 2 axes.
  ///
  /// Throws ``DataFileError`` for floating-point elements and for unsigned ones above `Int.max`.
  public func integers() throws -> [Int] {
    let (rows, columns) = try matrixShape()
    guard header.type.isInteger else {
      throw DataFileError.content(path, "holds \(header.type); whole numbers are allowed here")
    }
    try checkMemory(bytesPerElement: MemoryLayout<Int>.size)
    var result = [Int](repeating: 0, count: rows * columns)
    var isTooLarge = false
    result.withUnsafeMutableBufferPointer { output in
      switch header.type {
      case .bool: read(UInt8.self, output, rows, columns) { $0 == 0 ? 0 : 1 }
      case .int8: read(UInt8.self, output, rows, columns) { Int(Int8(bitPattern: $0)) }
      case .int16: read(UInt16.self, output, rows, columns) { Int(Int16(bitPattern: $0)) }
      case .int32: read(UInt32.self, output, rows, columns) { Int(Int32(bitPattern: $0)) }
      case .uint8: read(UInt8.self, output, rows, columns) { Int($0) }
      case .uint16: read(UInt16.self, output, rows, columns) { Int($0) }
      case .uint32: read(UInt32.self, output, rows, columns) { Int($0) }
      case .uint64:
        read(UInt64.self, output, rows, columns) {
          if $0 > UInt64(Int.max) { isTooLarge = true }
          return Int(truncatingIfNeeded: $0)
        }
      default: read(UInt64.self, output, rows, columns) { Int(Int64(bitPattern: $0)) }
      }
    }
    if isTooLarge { throw DataFileError.content(path, "holds a whole number above \(Int.max)") }
    return result
  }

  // A file may map more than the machine holds; a copy of it would end the program.
  private func checkMemory(bytesPerElement: Int) throws {
    guard let size = CheckedSize.product(shape + [bytesPerElement]), size <= SystemMemory.size else {
      throw DataFileError.content(
        path,
        "has the shape \(shape.map(String.init).joined(separator: " × ")), more than the "
          + "\(SystemMemory.words(SystemMemory.size)) of this machine's memory hold")
    }
  }

  private func fill<Scalar: MatrixScalar>(
    _ output: UnsafeMutableBufferPointer<Scalar>, rows: Int, columns: Int
  ) {
    switch header.type {
    case .bool: read(UInt8.self, output, rows, columns) { $0 == 0 ? 0 : 1 }
    case .int8: read(UInt8.self, output, rows, columns) { Scalar(Int8(bitPattern: $0)) }
    case .int16: read(UInt16.self, output, rows, columns) { Scalar(Int16(bitPattern: $0)) }
    case .int32: read(UInt32.self, output, rows, columns) { Scalar(Int32(bitPattern: $0)) }
    case .int64: read(UInt64.self, output, rows, columns) { Scalar(Int64(bitPattern: $0)) }
    case .uint8: read(UInt8.self, output, rows, columns) { Scalar($0) }
    case .uint16: read(UInt16.self, output, rows, columns) { Scalar($0) }
    case .uint32: read(UInt32.self, output, rows, columns) { Scalar($0) }
    case .uint64: read(UInt64.self, output, rows, columns) { Scalar($0) }
    case .float16: read(UInt16.self, output, rows, columns) { Scalar(NPYElementType.half($0)) }
    case .float32: read(UInt32.self, output, rows, columns) { Scalar(Float(bitPattern: $0)) }
    case .float64: read(UInt64.self, output, rows, columns) { Scalar(Double(bitPattern: $0)) }
    }
  }

  /// Fills `output`, in C order, with the converted bit patterns.
  @inline(__always)
  func read<Bits: FixedWidthInteger & BitwiseCopyable, Value>(
    _ bits: Bits.Type, _ output: UnsafeMutableBufferPointer<Value>, _ rows: Int, _ columns: Int,
    _ convert: (Bits) -> Value
  ) {
    // An axis of length 0 leaves nothing to read, however long the other one claims to be.
    guard !output.isEmpty else { return }
    let raw = data.raw
    let size = MemoryLayout<Bits>.size
    precondition(raw.count == rows * columns * size && output.count == rows * columns)
    let (rowStep, columnStep) = header.isFortranOrder ? (size, rows * size) : (columns * size, size)
    for row in 0..<rows {
      for column in 0..<columns {
        let found = raw.loadUnaligned(fromByteOffset: row * rowStep + column * columnStep, as: Bits.self)
        let value = header.isBigEndian ? Bits(bigEndian: found) : Bits(littleEndian: found)
        output[row * columns + column] = convert(value)
      }
    }
  }
}
