import Dense

/// Writes an array of vectors in the format that the ending of the path says. Nothing is rounded, nothing left out: what
/// the format cannot hold is refused.
package enum VectorFileWriter {
  /// A format that is written.
  package enum Format: String, CaseIterable, Sendable {
    case npy, npz, csv, tsv, safetensors

    /// The format of a path; nil for another ending.
    package init?(path: String) {
      let lowercased = path.lowercased()
      guard let format = Self.allCases.first(where: { lowercased.hasSuffix("." + $0.rawValue) }) else {
        return nil
      }
      self = format
    }

    /// Whether it has a place for the names of the rows.
    package var holdsNames: Bool { self == .csv || self == .tsv }
  }

  /// Writes atomically.
  ///
  /// - `.npy`, `.npz`: element type and shape as they are, little-endian, C order.
  /// - `.csv`, `.tsv`: each number as the shortest decimal that reads back as the same number of its type; 1 or 2 axes.
  /// - `.safetensors`: float32.
  ///
  /// - Parameters:
  ///   - name: what the array is called in `.npz` and `.safetensors`.
  ///   - names: a leading column, one cell a row, for formats that hold it (precondition).
  /// - Throws: ``DataFileError`` for numbers or names that the format would change.
  package static func write(
    _ array: NPYArray, as format: Format, name: String, names: [String]? = nil, to path: String
  ) throws {
    precondition(names == nil || format.holdsNames, "names of rows for \(format.rawValue)")
    switch format {
    case .npy: try NPYFile.write(array.inWrittenLayout(), to: path)
    case .npz: try NPZFile.write([(name, array.inWrittenLayout())], to: path)
    case .csv, .tsv: try writeText(array, names: names, to: path)
    case .safetensors:
      if let bad = try array.firstNotFloat() {
        throw DataFileError.content(
          array.path,
          "row \(bad.row + 1), column \(bad.column + 1): \(bad.number) is no float32, and .safetensors is written as float32",
          remedy: .roundToFloat32)
      }
      let matrix: Matrix<Float> = try array.matrix()
      try SafetensorsFile.write(
        [name: .init(shape: array.shape, numbers: matrix.elements)], to: path)
    }
  }

  private static func writeText(_ array: NPYArray, names: [String]?, to path: String) throws {
    let (rows, columns) = try array.matrixShape()
    if let names, names.allSatisfy({ isNumber($0) }) {
      throw DataFileError.content(
        array.path.isEmpty ? "the output" : array.path,
        "the names of all rows are numbers; a leading column of them would read back as numbers")
    }
    switch array.header.type {
    case .float64: try CSVFile.write(array.matrix(of: Double.self).view, names: names, to: path)
    case .float16, .float32: try CSVFile.write(array.matrix(of: Float.self).view, names: names, to: path)
    default:
      let numbers = try array.integers()
      let records = (0..<rows).lazy.map { row in
        (names.map { [$0[row]] } ?? []) + numbers[row * columns..<(row + 1) * columns].map(String.init)
      }
      try CSVFile.write(records, to: path)
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBytes { DecimalNumber.parse($0, 0..<bytes.count) != nil }
  }
}
