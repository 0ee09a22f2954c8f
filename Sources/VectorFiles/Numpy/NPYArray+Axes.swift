import Dense

extension NPYArray {
  /// Layer `index`, from 0, of an array of items × layers × dimensions: items × dimensions. O(numbers of the layer).
  /// - Throws: ``DataFileError`` for other than three axes, and a layer that is not there.
  package func layer(_ index: Int) throws -> NPYArray {
    guard shape.count == 3 else {
      throw DataFileError.content(
        path,
        "layer \(index) of an array of \(axes); layers are the second of three axes, items × layers × dimensions"
      )
    }
    let (items, layers, dimensions) = (shape[0], shape[1], shape[2])
    guard (0..<layers).contains(index) else {
      throw DataFileError.content(
        path, "has no layer \(index): the array of \(axes) has the layers 0 to \(layers - 1)")
    }
    let size = header.type.size
    let buffer = AlignedBuffer<UInt8>(uninitialized: items * dimensions * size)
    let output = UnsafeMutableRawBufferPointer(buffer.elements)
    // Whole runs are copied: the dimensions of an item, or in Fortran order the items of a dimension.
    let (runs, run) = header.isFortranOrder ? (dimensions, items * size) : (items, dimensions * size)
    for place in 0..<(run > 0 ? runs : 0) {
      let start = (place * layers + index) * run
      let target = UnsafeMutableRawBufferPointer(rebasing: output[place * run..<(place + 1) * run])
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: data.raw[start..<start + run]))
    }
    var header = header
    header.shape = [items, dimensions]
    return NPYArray(header: header, path: "\(path):#\(index)", data: BoundedBytes(buffer), notes: notes)
  }

  /// An array of items × rows × dimensions with the rows of all items below each other: (items · rows) × dimensions. Not
  /// copied in C order.
  /// - Throws: ``DataFileError`` for other than three axes.
  package func joiningMiddleAxis() throws -> NPYArray {
    guard shape.count == 3 else {
      throw DataFileError.content(
        path, "an array of \(axes); several rows an item need three axes, items × rows × dimensions")
    }
    let (items, rows, dimensions) = (shape[0], shape[1], shape[2])
    var header = header
    header.shape = [items * rows, dimensions]
    guard header.isFortranOrder else {
      return NPYArray(header: header, path: path, data: data, notes: notes)
    }
    header.isFortranOrder = false
    let size = header.type.size
    let buffer = AlignedBuffer<UInt8>(uninitialized: items * rows * dimensions * size)
    let output = UnsafeMutableRawBufferPointer(buffer.elements)
    for item in 0..<items {
      for row in 0..<rows {
        for dimension in 0..<dimensions {
          let start = (item + items * (row + rows * dimension)) * size
          let place = ((item * rows + row) * dimensions + dimension) * size
          UnsafeMutableRawBufferPointer(rebasing: output[place..<place + size])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: data.raw[start..<start + size]))
        }
      }
    }
    return NPYArray(header: header, path: path, data: BoundedBytes(buffer), notes: notes)
  }

  /// The same numbers with two axes, where others of length 1 can be dropped: n × 1 × d becomes n × d, and that is noted.
  /// Not copied.
  /// - Throws: ``DataFileError`` for more axes, with the name of a layer where there are three.
  package func droppingAxes() throws -> NPYArray {
    guard shape.count > 2 else { return self }
    var header = header
    while header.shape.count > 2, let place = header.shape.firstIndex(of: 1) {
      header.shape.remove(at: place)
    }
    guard header.shape.count == 2 else {
      let layers = shape.count == 3 ? "; \(path):#0 to :#\(shape[1] - 1) name one layer each" : ""
      throw DataFileError.content(
        path, "has \(shape.count) axes (\(axes)); vectors have 2, items × dimensions\(layers)",
        remedy: shape.count == 3 ? .sayMiddleAxis : nil)
    }
    let note = "\(axes) is read as \(header.shape[0]) × \(header.shape[1]): axes of length 1 are dropped"
    return NPYArray(header: header, path: path, data: data, notes: notes + [note])
  }

  private var axes: String { shape.map(String.init).joined(separator: " × ") }
}
