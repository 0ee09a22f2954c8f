import Dense

/// numpy's format for one array. Written: version 1.0, little-endian on all processors that this module runs on,
/// C order, the numbers at a multiple of 64 bytes so that they can be mapped.
public enum NPYFile {
  /// Opens the array at `path`: the header is checked against the size of the file, the elements stay mapped where the file
  /// is not gzip.
  ///
  /// Refused with ``DataFileError``: unknown versions, element types without a number (objects, text, records),
  /// and files that are shorter or longer than the header says.
  ///
  /// - Parameter name: what messages call it, where that is not its path.
  /// - Throws: ``DataFileError`` as above, and for a file that cannot be opened.
  public static func read(_ path: String, named name: String? = nil) throws -> NPYArray {
    try NPYArray(FileContent.read(path), path: name ?? path)
  }

  /// Writes an array, whatever its shape, atomically.
  /// - Throws: ``DataFileError`` for a file that cannot be written.
  public static func write(_ array: NPYArray, to path: String) throws {
    try AtomicFile.write(path) { writer in
      try writer.write(array.header.encoded())
      try writer.write(array.data.raw)
    }
  }

  /// Writes a matrix as float32, atomically.
  /// - Throws: ``DataFileError`` for a file that cannot be written.
  public static func write(_ matrix: some RowMajor<Float>, to path: String) throws {
    try write(NPYArray(matrix), to: path)
  }

  /// Writes a matrix as float64, atomically.
  /// - Throws: ``DataFileError`` for a file that cannot be written.
  public static func write(_ matrix: some RowMajor<Double>, to path: String) throws {
    try write(NPYArray(matrix), to: path)
  }

  /// Writes whole numbers (row after row) as int32, atomically; the product of `shape` must be their number.
  /// - Throws: ``DataFileError`` for a file that cannot be written.
  public static func write(_ numbers: [Int32], shape: [Int], to path: String) throws {
    try write(NPYArray(numbers, shape: shape), to: path)
  }
}
