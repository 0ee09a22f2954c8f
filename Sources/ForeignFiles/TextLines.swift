import VectorFiles

/// The lines of a text that is no table of numbers: texts, words, labels.
struct TextLines {
  /// Number of lines, without empty ones at the end.
  private(set) var count = 0
  /// Empty lines among the others.
  private(set) var empty = 0
  /// Lines that are not equal to another one (by hash).
  let distinct: Int
  /// The first lines, as they are.
  private(set) var first: [String] = []
  /// The number of the first line that is not UTF-8.
  private(set) var notUTF8: Int?
  /// Cells of the first line, between tabs, or else between commas.
  private(set) var columns = 1
  /// Whether all lines have as many.
  private(set) var isEven = true
  /// Whether less than half of the cells of the first lines are numbers, or there is one a line.
  var areMostlyText: Bool { columns == 1 || numbers * 2 < cells }
  private var numbers = 0
  private var cells = 0

  private static let sampled = 50

  init(_ bytes: BoundedBytes) {
    var hashes: Set<Int> = []
    var waiting = 0
    var position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    var number = 0
    var separator: UInt8 = 0x09
    while position < bytes.count {
      let end = bytes.firstOffset(of: 0x0a, in: position..<bytes.count) ?? bytes.count
      let isReturned = end > position && bytes[end - 1] == 0x0d
      let line = bytes.part(position..<(isReturned ? end - 1 : end))
      position = end + 1
      number += 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        waiting += 1
        continue
      }
      (empty, count, waiting) = (empty + waiting, count + waiting + 1, 0)
      let text = line.text(in: 0..<line.count)
      if text == nil, notUTF8 == nil { notUTF8 = number }
      var hasher = Hasher()
      line.withContiguousStorageIfAvailable { hasher.combine(bytes: .init($0)) }
      hashes.insert(hasher.finalize())
      if first.count < 3 { first.append(String(decoding: line.prefix(200), as: UTF8.self)) }
      if cells == 0 { separator = line.contains(0x09) ? 0x09 : 0x2c }
      let parts = line.split(separator: separator, omittingEmptySubsequences: false)
      if cells == 0 { columns = parts.count }
      isEven = isEven && parts.count == columns
      guard cells < Self.sampled * columns else { continue }
      cells += parts.count
      numbers += parts.count { Double(String(decoding: $0.prefix(40), as: UTF8.self)) != nil }
    }
    distinct = hashes.count
  }
}
