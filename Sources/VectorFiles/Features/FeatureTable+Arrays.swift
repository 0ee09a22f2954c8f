import Dense

extension FeatureTable {
  /// The table of an array of 1 or 2 axes, named as it; mapped where possible. Axes of length 1 beyond two are dropped,
  /// which is noted.
  /// - Throws: ``DataFileError`` as ``read(_:options:requireFinite:)``, and for an array of more axes, with the name of one
  ///   of its layers.
  public init(_ array: NPYArray, requireFinite: Bool = true) throws {
    let array = try array.droppingAxes()
    _ = try array.vectorShape()
    let view = try array.mappedView() ?? array.matrix(of: Float.self).view
    if requireFinite { try Self.checkFinite(view, path: array.path) }
    let isWide = [.int32, .int64, .uint32, .uint64, .float64].contains(array.header.type)
    let exact = isWide ? try array.matrix(of: Double.self) : nil
    self.init(
      path: array.path, features: view, names: nil, hasHeader: false,
      notes: array.vectorNotes,
      exact: exact.flatMap { Self.differ($0.view, view) ? $0 : nil })
  }

  // Whether a number is another one in Float; NaN stays NaN.
  private static func differ(_ exact: MatrixView<Double>, _ features: MatrixView<Float>) -> Bool {
    (0..<exact.rows).contains { row in
      let (numbers, rounded) = (exact.row(row), features.row(row))
      // Without an early exit the loop over a row is vectorized.
      var different = 0
      for column in numbers.indices {
        let number = numbers[column]
        different &+= number == number && Double(rounded[column]) != number ? 1 : 0
      }
      return different > 0
    }
  }

  /// The array that `path` names, in its own element type; nil for a file of text, word vectors, MAT or HDF5.
  /// - Throws: ``DataFileError`` for a file that cannot be opened or is damaged, and a part that is not there.
  package static func array(_ path: String) throws -> NPYArray? { try DataFile(path).array() }

  /// Refuses numbers that are not finite; `first` is the place of the view's first row in the file.
  static func checkFinite(_ view: MatrixView<Float>, from first: Int = 0, path: String) throws {
    let exponentMask: UInt32 = 0x7f80_0000
    for row in 0..<view.rows {
      // Without an early exit the loop over a row is vectorized.
      var bad: UInt32 = 0
      for number in view.row(row) { bad |= number.bitPattern & exponentMask == exponentMask ? 1 : 0 }
      guard bad != 0, let column = view.row(row).firstIndex(where: { !$0.isFinite }) else { continue }
      throw DataFileError.content(
        path,
        "row \(first + row + 1), column \(column + 1): \(view[row, column]) (as float32); only finite numbers are allowed"
      )
    }
  }
}
