/// Arrays of text as numpy writes them: names and labels.
enum NPYText {
  /// The texts of a `.npy` array of one axis (or n × 1), UTF-32 (`U`) or bytes of UTF-8 (`S`), without the zeros that fill
  /// them up; nil for an array of anything else.
  /// - Throws: ``DataFileError`` for a damaged array, text that is none, and other shapes.
  static func read(_ bytes: BoundedBytes, path: String) throws -> [String]? {
    let (description, offset) = try NPYDescription.parse(bytes, path: path)
    guard let (isWide, length) = description.text else { return nil }
    guard let size = CheckedSize.product([length, isWide ? 4 : 1]) else {
      throw DataFileError.content(path, "holds texts of \(length) characters, which no memory can hold")
    }
    _ = try description.checkedSize(
      elementSize: size, found: bytes.count - offset, dataOffset: offset, path: path)
    let shape = description.shape
    guard shape.count == 1 || shape.count == 2 && shape[1] == 1 else {
      throw DataFileError.content(
        path,
        "holds texts in \(shape.count) axes (\(shape.map(String.init).joined(separator: " × "))); one is allowed"
      )
    }
    // Texts of no characters take no bytes, so that their number is only a claim.
    guard size > 0 || shape[0] == 0 else {
      throw DataFileError.content(path, "holds \(shape[0]) texts of no characters")
    }
    return try (0..<shape[0]).map { row in
      let text = bytes.part(offset + row * size..<offset + (row + 1) * size)
      guard let text = isWide ? wide(text, isBigEndian: description.type.first == ">") : narrow(text) else {
        throw DataFileError.content(
          path, "row \(row + 1) is no text: its bytes are not \(isWide ? "UTF-32" : "UTF-8")")
      }
      return text
    }
  }

  private static func wide(_ bytes: BoundedBytes, isBigEndian: Bool) -> String? {
    var scalars = String.UnicodeScalarView()
    var zeros = 0
    for place in stride(from: 0, to: bytes.count, by: 4) {
      guard let found = bytes.integer(UInt32.self, at: place),
        let scalar = Unicode.Scalar(isBigEndian ? found.byteSwapped : found)
      else { return nil }
      zeros += 1
      if scalar.value == 0 { continue }
      // Zeros before another character belong to the text.
      for _ in 1..<zeros { scalars.append("\0") }
      scalars.append(scalar)
      zeros = 0
    }
    return String(scalars)
  }

  private static func narrow(_ bytes: BoundedBytes) -> String? {
    var end = bytes.count
    while end > 0, bytes[end - 1] == 0 { end -= 1 }
    return bytes.text(in: 0..<end)
  }
}
