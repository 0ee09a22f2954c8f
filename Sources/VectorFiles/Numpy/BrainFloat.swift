import Dense

/// bfloat16: the upper half of a float32, so that float32 holds every number of it.
enum BrainFloat {
  /// What is said of numbers that were read so.
  static let note = "bfloat16 is read as float32, which holds it exactly"

  /// An array of bfloat16 as one of float32. O(elements).
  /// - Parameter isCertain: whether the file calls them bfloat16. numpy calls them two bytes of anything (`<V2`): then all
  ///   numbers must be finite and of a size that vectors have, or they may be anything.
  static func array(
    _ data: BoundedBytes, description: NPYDescription, isCertain: Bool, path: String
  ) throws -> NPYArray {
    let count = data.count / 2
    guard count <= SystemMemory.size / 4 else {
      throw DataFileError.content(path, "holds \(count) numbers, more than this machine's memory")
    }
    let buffer = AlignedBuffer<UInt8>(uninitialized: 4 * count)
    let output = UnsafeMutableRawBufferPointer(buffer.elements).bindMemory(to: UInt32.self)
    let raw = data.raw
    var likely = true
    for place in 0..<count {
      let bits = UInt32(UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: 2 * place, as: UInt16.self)))
      // Between 2⁻⁶⁴ and 2⁶⁴, or 0.
      let exponent = bits >> 7 & 0xff
      likely = likely && (bits & 0x7fff == 0 || (63...191).contains(exponent))
      output[place] = (bits << 16).littleEndian
    }
    guard isCertain || likely else {
      throw DataFileError.content(
        path,
        "holds elements of two bytes ('\(description.type)') that are no bfloat16 of usual size; "
          + "numpy.save(FILE, x.astype('float32')) writes numbers")
    }
    return NPYArray(
      header: NPYHeader(type: .float32, shape: description.shape, isFortranOrder: description.isFortranOrder),
      path: path, data: BoundedBytes(buffer), notes: [note])
  }
}
