import Dense

/// An array of numbers from a `.npy` file or an `.npz` archive, or one to be written to such.
///
/// Reading keeps the bytes as they are (mapped where possible); ``matrix(of:)`` converts.
public struct NPYArray: Sendable {
  /// Type, byte order, memory order and shape.
  public let header: NPYHeader
  /// Where the array comes from, for messages: `file.npy` or `file.npz:key`; "" for an array made in memory.
  public let path: String
  /// The elements: exactly `shape` product times element size bytes.
  let data: BoundedBytes
  /// What the reader did to the numbers for the person, each a sentence.
  package private(set) var notes: [String] = []

  /// The lengths of the axes.
  public var shape: [Int] { header.shape }

  /// An array from its parts; `data` must have as many bytes as `header` says.
  init(header: NPYHeader, path: String, data: BoundedBytes, notes: [String] = []) {
    self.notes = notes
    precondition(
      header.count.flatMap { CheckedSize.product([$0, header.type.size]) } == data.count,
      "\(data.count) bytes for an array of shape \(header.shape)")
    (self.header, self.path, self.data) = (header, path, data)
  }

  /// Parses a whole `.npy` file. The elements stay where they are; those of bfloat16 become float32, which holds them.
  init(_ bytes: BoundedBytes, path: String) throws {
    let (description, offset) = try NPYDescription.parse(bytes, path: path)
    if description.isBrainFloat {
      let size = try description.checkedSize(
        elementSize: 2, found: bytes.count - offset, dataOffset: offset, path: path)
      self = try BrainFloat.array(
        bytes.part(offset..<offset + size), description: description,
        isCertain: description.isNamedBrainFloat,
        path: path)
      return
    }
    let header = try description.header(path: path)
    let size = try description.checkedSize(
      elementSize: header.type.size, found: bytes.count - offset, dataOffset: offset, path: path)
    self.init(header: header, path: path, data: bytes.part(offset..<offset + size))
  }

  /// A matrix; compact views are not copied but kept.
  public init(_ matrix: some RowMajor<Float>) { self.init(matrix.view, type: .float32) }

  /// A matrix; compact views are not copied but kept.
  public init(_ matrix: some RowMajor<Double>) { self.init(matrix.view, type: .float64) }

  /// A vector: one axis.
  public init(_ vector: [Float]) { self.init(elements: vector, type: .float32, shape: [vector.count]) }

  /// A vector: one axis.
  public init(_ vector: [Double]) { self.init(elements: vector, type: .float64, shape: [vector.count]) }

  /// Whole numbers in C order; the product of `shape` must be their number. Without `shape`: one axis.
  public init(_ numbers: [Int32], shape: [Int]? = nil) {
    self.init(elements: numbers, type: .int32, shape: shape ?? [numbers.count])
  }

  private init<Scalar: MatrixScalar>(_ view: MatrixView<Scalar>, type: NPYElementType) {
    let compact = view.stride == view.columns ? view : Matrix(view).view
    let bytes = UnsafeRawBufferPointer(
      start: compact.base, count: compact.rows * compact.columns * MemoryLayout<Scalar>.stride)
    header = NPYHeader(type: type, shape: [view.rows, view.columns], isBigEndian: Int(littleEndian: 1) != 1)
    path = ""
    data = BoundedBytes(bytes, owner: ViewOwner(compact))
  }

  private init<Element: BitwiseCopyable>(elements: [Element], type: NPYElementType, shape: [Int]) {
    precondition(
      CheckedSize.product(shape) == elements.count, "\(elements.count) numbers for an array of shape \(shape)"
    )
    header = NPYHeader(type: type, shape: shape, isBigEndian: Int(littleEndian: 1) != 1)
    path = ""
    data = elements.withUnsafeBytes { BoundedBytes(copying: $0) }
  }

  /// Rows and columns: a vector of n elements counts as n×1.
  ///
  /// Throws ``DataFileError`` of kind `.content` for any other number of axes.
  public func matrixShape() throws -> (rows: Int, columns: Int) {
    switch shape.count {
    case 1: return (shape[0], 1)
    case 2: return (shape[0], shape[1])
    case 0: throw DataFileError.content(path, "holds a single number; 1 or 2 axes are allowed")
    default:
      let axes = shape.map(String.init).joined(separator: " × ")
      throw DataFileError.content(path, "has \(shape.count) axes (\(axes)); 1 or 2 are allowed")
    }
  }

  /// The numbers without a copy, if they are little-endian float32 in C order at an aligned address.
  func mappedView() throws -> MatrixView<Float>? {
    let (rows, columns) = try matrixShape()
    let isCOrder = !header.isFortranOrder || rows == 1 || columns == 1
    guard header.type == .float32, !header.isBigEndian, isCOrder, Int(littleEndian: 1) == 1,
      let start = data.raw.baseAddress, Int(bitPattern: start) % MemoryLayout<Float>.alignment == 0
    else { return nil }
    return MatrixView(
      base: start.assumingMemoryBound(to: Float.self), rows: rows, columns: columns, stride: columns,
      owner: data.owner)
  }
}

/// Keeps the owner of a view, whatever it is, alive.
private final class ViewOwner<Scalar: MatrixScalar>: Sendable {
  let view: MatrixView<Scalar>
  init(_ view: MatrixView<Scalar>) { self.view = view }
}
