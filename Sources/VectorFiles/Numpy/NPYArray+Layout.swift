import Dense

extension NPYArray {
  /// The same numbers of the same type in the layout that this module writes and maps: little-endian, C order.
  ///
  /// Not copied if they stand so already. Throws ``DataFileError`` for more than 2 axes in another layout.
  package func inWrittenLayout() throws -> NPYArray {
    let isOneByte = header.type.size == 1
    guard header.isBigEndian && !isOneByte || header.isFortranOrder && shape.count > 1 else {
      return NPYArray(header: NPYHeader(type: header.type, shape: shape), path: path, data: data)
    }
    let (rows, columns) = try matrixShape()
    let buffer = AlignedBuffer<UInt8>(uninitialized: data.count)
    switch header.type.size {
    case 1: copy(UInt8.self, to: buffer, rows: rows, columns: columns)
    case 2: copy(UInt16.self, to: buffer, rows: rows, columns: columns)
    case 4: copy(UInt32.self, to: buffer, rows: rows, columns: columns)
    default: copy(UInt64.self, to: buffer, rows: rows, columns: columns)
    }
    return NPYArray(
      header: NPYHeader(type: header.type, shape: shape), path: path,
      data: BoundedBytes(buffer))
  }

  private func copy<Bits: FixedWidthInteger & BitwiseCopyable>(
    _ bits: Bits.Type, to buffer: AlignedBuffer<UInt8>, rows: Int, columns: Int
  ) {
    let output = UnsafeMutableRawBufferPointer(buffer.elements).bindMemory(to: Bits.self)
    read(bits, output, rows, columns) { $0.littleEndian }
  }

  /// The first number that float32 does not hold exactly, with its row and column from 0; nil if it holds all. NaN is held.
  /// - Throws: ``DataFileError`` for other than 1 or 2 axes.
  package func firstNotFloat() throws -> (row: Int, column: Int, number: String)? {
    let (rows, columns) = try matrixShape()
    switch header.type {
    case .bool, .int8, .uint8, .int16, .uint16, .float16, .float32: return nil
    case .int32, .int64, .uint32, .uint64:
      for (place, number) in try integers().enumerated() where Int(exactly: Float(number)) != number {
        return (place / columns, place % columns, "\(number)")
      }
    case .float64:
      let numbers = try matrix(of: Double.self)
      for row in 0..<rows {
        for (column, number) in numbers.view.row(row).enumerated()
        where Double(Float(number)) != number && !number.isNaN {
          return (row, column, "\(number)")
        }
      }
    }
    return nil
  }
}

extension NPYArray {
  /// The first number that is NaN or infinite, of an array of any number of axes, and its place in the file from 0; nil if
  /// there is none. O(numbers).
  package func firstNotFinite() throws -> (place: Int, number: String)? {
    var flat = header
    flat.shape = [CheckedSize.product(shape) ?? 0]
    flat.isFortranOrder = false
    let array = NPYArray(header: flat, path: path, data: data)
    switch header.type {
    case .float16, .float32:
      let numbers: Matrix<Float> = try array.matrix()
      return numbers.elements.firstIndex { !$0.isFinite }.map { ($0, "\(numbers.elements[$0])") }
    case .float64:
      let numbers = try array.matrix(of: Double.self)
      return numbers.elements.firstIndex { !$0.isFinite }.map { ($0, "\(numbers.elements[$0])") }
    default: return nil
    }
  }
}
