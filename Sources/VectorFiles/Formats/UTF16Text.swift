import Dense

/// Texts of 16 bits a unit, as Excel and Windows write them.
enum UTF16Text {
  private static let sampled = 512

  /// Whether the bytes begin with a mark of UTF-16, or are likely ASCII in it: printable characters with a zero each.
  static func isLikely(_ bytes: BoundedBytes) -> Bool { hasMark(bytes) || unmarkedOrder(bytes) != nil }

  /// The same text in UTF-8, copied only if it was UTF-16.
  /// - Throws: ``DataFileError`` for UTF-16 without a mark and for damaged UTF-16.
  static func inUTF8(_ bytes: BoundedBytes, path: String) throws -> BoundedBytes {
    guard hasMark(bytes) else {
      guard let order = unmarkedOrder(bytes) else { return bytes }
      throw DataFileError.content(
        path,
        "looks like UTF-16 without its mark at the beginning; this line makes UTF-8 of it: "
          + ConversionLine(path: path).shell("iconv -f UTF-16\(order) -t UTF-8 {} > {stem}-utf8.txt"))
    }
    guard bytes.count % 2 == 0 else {
      throw DataFileError.content(path, "is UTF-16 of \(bytes.count) bytes, an odd number: it is cut short")
    }
    return try converted(bytes, isBigEndian: bytes[0] == 0xfe, path: path)
  }

  private static func hasMark(_ bytes: BoundedBytes) -> Bool {
    bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff])
  }

  // The order of bytes, LE or BE; nil for what is no such text.
  private static func unmarkedOrder(_ bytes: BoundedBytes) -> String? {
    let sample = Array(bytes.prefix(min(bytes.count / 2 * 2, sampled)))
    guard sample.count >= 4 else { return nil }
    for zeros in [1, 0] {
      let pairs = stride(from: 0, to: sample.count, by: 2)
      // Letters of other scripts may be among them, but no zero is where a character is.
      let ascii = pairs.count { sample[$0 + zeros] == 0 && isPrintable(sample[$0 + 1 - zeros]) }
      let empty = pairs.count { sample[$0 + 1 - zeros] == 0 }
      if empty == 0, ascii * 10 >= sample.count / 2 * 8 { return zeros == 1 ? "LE" : "BE" }
    }
    return nil
  }

  private static func isPrintable(_ byte: UInt8) -> Bool {
    (0x20..<0x7f).contains(byte) || (0x09...0x0d).contains(byte)
  }

  private static func converted(_ bytes: BoundedBytes, isBigEndian: Bool, path: String) throws -> BoundedBytes
  {
    // A unit of two bytes becomes at most three.
    let buffer = AlignedBuffer<UInt8>(uninitialized: bytes.count / 2 * 3)
    let output = buffer.elements
    var count = 0
    var place = 2
    func unit(_ place: Int) -> UInt16? {
      bytes.integer(UInt16.self, at: place).map { isBigEndian ? $0.byteSwapped : $0 }
    }
    while let first = unit(place) {
      place += 2
      var value = UInt32(first)
      if (0xd800...0xdbff).contains(first), let second = unit(place), (0xdc00...0xdfff).contains(second) {
        value = 0x10000 + (UInt32(first) - 0xd800) << 10 + (UInt32(second) - 0xdc00)
        place += 2
      }
      guard let scalar = Unicode.Scalar(value), value != 0 else {
        throw DataFileError.content(path, "is damaged UTF-16: no character at byte \(place - 2)")
      }
      for byte in String(scalar).utf8 {
        output[count] = byte
        count += 1
      }
    }
    return BoundedBytes(buffer).part(0..<count)
  }
}
