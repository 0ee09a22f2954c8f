/// Whether bytes look like text.
enum TextMarks {
  private static let sampled = 4096

  /// Whether one or few of the first bytes are control characters: of numbers and packed bytes one in ten is. Any encoding that
  /// extends ASCII is text; no bytes are.
  static func areIn(_ bytes: BoundedBytes) -> Bool {
    let sample = bytes.prefix(sampled)
    let controls = sample.count { $0 < 0x20 && !(0x09...0x0d).contains($0) && $0 != 0x1b || $0 == 0x7f }
    return controls < 2 || controls * 20 <= sample.count
  }
}

/// How word2vec's binary files begin.
enum Word2VecMarks {
  /// Whether the first line is a word count and a dimension, and no text of as many numbers follows. A text of word vectors
  /// begins so too.
  static func areIn(_ bytes: BoundedBytes, path: String) -> Bool {
    guard let end = bytes.firstOffset(of: 0x0a, in: 0..<min(64, bytes.count)),
      let dimension = dimension(bytes.part(0..<end))
    else { return false }
    let rest = end + 1..<bytes.count
    let lineEnd = bytes.firstOffset(
      of: 0x0a, in: rest.lowerBound..<min(rest.upperBound, rest.lowerBound + 1 << 20))
    let line = bytes.part(rest.lowerBound..<(lineEnd ?? rest.upperBound))
    let fields = line.prefix(1 << 20).split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d })
    let isText = fields.count > dimension && fields.suffix(dimension).allSatisfy(isDecimal)
    guard !isText else { return false }
    let isBin = path.lowercased().hasSuffix(".bin") || path.lowercased().hasSuffix(".bin.gz")
    return isBin || !TextMarks.areIn(bytes.part(rest))
  }

  private static func dimension(_ line: BoundedBytes) -> Int? {
    let fields = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d })
    guard fields.count == 2, fields.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }) else {
      return nil
    }
    return Int(String(decoding: fields[1], as: UTF8.self))
  }

  private static func isDecimal(_ field: BoundedBytes.SubSequence) -> Bool {
    field.allSatisfy { (0x2b...0x39).contains($0) || $0 | 0x20 == 0x65 }
      || ["nan", "inf", "-inf"].contains(
        String(decoding: field.prefix(8), as: UTF8.self).lowercased())
  }
}
