/// The first line of word2vec and fastText files: two positive whole numbers.
struct WordVectorHeader {
  let count: Int
  let dimension: Int

  /// Reads the bytes of the line, without its end; nil if they are anything else.
  init?(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
    guard range.count <= 64 else { return nil }
    let fields = bytes[range].split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d })
    guard fields.count == 2 else { return nil }
    let numbers = fields.compactMap { field -> Int? in
      guard field.count <= 18, field.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return field.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    guard numbers.count == 2, numbers[1] > 0 else { return nil }
    (count, dimension) = (numbers[0], numbers[1])
  }
}
