extension WordVectors {
  /// Whether a text holds word vectors and not a table: a first line of word count and dimension above lines of a word and
  /// that many numbers; or, in a file that does not end as a table does, lines of a word and numbers between blanks,
  /// without a line that names columns.
  package static func areIn(_ bytes: BoundedBytes, path: String) -> Bool {
    let isTable = FeatureTable.isText(path)
    guard let end = bytes.firstOffset(of: 0x0a, in: 0..<min(bytes.count, 1 << 20)) else { return false }
    let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    if let header = WordVectorHeader(bytes.raw, start..<max(start, end)) {
      return TextLine(bytes.raw, from: end + 1).fields(bytes.raw).count > header.dimension
    }
    // The words may be in another encoding, and one of them may be damaged.
    var scanner = DelimitedScanner(bytes, separator: .blanks, path: path, from: start)
    scanner.replacesForeignText = true
    guard !isTable, CellSeparator.evident(in: bytes, from: start, path: path) == .blanks,
      let sample = try? TableSample(scanner), sample.columns.count > 2
    else { return false }
    // A word may be a number, but not most of them are.
    let hasWords = sample.columns[0].isText || sample.rows == 0 && sample.firstNumbers.first == .some(.none)
    return hasWords && sample.columns.dropFirst().allSatisfy(\.isNumeric) && FirstLine(sample) != .header
  }
}
