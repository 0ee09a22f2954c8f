extension NPYArray {
  /// Rows and columns of an array of vectors, which has at least one of each; a vector of n elements counts as n×1.
  /// - Throws: ``DataFileError`` for no rows or columns, and other than 1 or 2 axes.
  func vectorShape() throws -> (rows: Int, columns: Int) {
    let (rows, columns) = try matrixShape()
    guard rows > 0, columns > 0 else {
      throw DataFileError.content(
        path, "has the shape \(rows) × \(columns); at least one row and column are needed")
    }
    return (rows, columns)
  }

  /// What a person should know of an array of vectors, each a sentence.
  var vectorNotes: [String] {
    notes + (shape.count == 1 ? ["one axis: \(shape[0]) rows of one number each"] : [])
  }

  /// Some rows, without a copy, of an array in C order of 1 or 2 axes.
  func rows(_ range: Range<Int>) -> NPYArray {
    precondition(
      (1...2).contains(shape.count) && (shape.count == 1 || !header.isFortranOrder)
        && range.lowerBound >= 0 && range.upperBound <= shape[0],
      "rows \(range) of an array of shape \(shape)")
    var header = header
    header.shape[0] = range.count
    return NPYArray(
      header: header, path: path, data: data.part(range.lowerBound * rowSize..<range.upperBound * rowSize))
  }

  /// Tells the system that these rows are not needed soon, where they are those of a mapped file.
  func releaseRows(_ rows: Range<Int>) {
    data.releasePages(rows.lowerBound * rowSize..<rows.upperBound * rowSize)
  }

  // Bytes of a row.
  private var rowSize: Int { shape.dropFirst().reduce(header.type.size, *) }
}
