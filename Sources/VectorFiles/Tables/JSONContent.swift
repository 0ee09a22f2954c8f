import Foundation

/// JSON in place of a text: one document, or an object a line.
struct JSONContent {
  /// What it is, in words.
  let kind: String
  /// Python that gives the rows of a table.
  private let rows: String

  // A larger document would take many times its size in memory.
  private static let mostBytes = 64 << 20
  private static let shownLines = 8

  /// Nil for a text that is no JSON. Only texts that begin with `[` or `{` are looked at further.
  init?(_ bytes: BoundedBytes) {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let first = (start..<bytes.count).first(where: { !Self.isBlank(bytes[$0]) }),
      bytes[first] == UInt8(ascii: "[") || bytes[first] == UInt8(ascii: "{")
    else { return nil }
    if let lines = Self.lines(bytes, from: first), lines.count > 1,
      lines.allSatisfy({ Self.value($0) is [String: Any] })
    {
      (kind, rows) = ("JSON lines", "[json.loads(x).values() for x in open(FILE)]")
      return
    }
    guard bytes.count <= Self.mostBytes else {
      guard Self.isOneLargeDocument(bytes, from: first) else { return nil }
      (kind, rows) = ("a JSON document", "[x.values() for x in json.load(open(FILE))]")
      return
    }
    guard let value = Self.value(bytes.part(first..<bytes.count)) else { return nil }
    (kind, rows) = ("a JSON document", Self.rows(value))
  }

  /// One line for a shell that writes the texts as a table. File names that a shell would read otherwise are left to the
  /// person.
  func conversion(of path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "-_./".utf8.contains(byte)
    }
    let file = isPlain ? path : "FILE.json"
    let stem = file.lowercased().hasSuffix(".json") ? String(file.dropLast(5)) : file
    return "python3 -c \"import csv, json; csv.writer(open('\(stem).csv', 'w')).writerows("
      + rows.replacing("FILE", with: "'\(file)'") + ")\""
  }

  private static func rows(_ value: Any) -> String {
    if let list = value as? [Any] { return rows("json.load(open(FILE))", list) }
    guard let object = value as? [String: Any] else { return "json.load(open(FILE))" }
    if object.values.allSatisfy({ $0 is String }) { return "json.load(open(FILE)).items()" }
    // As the annotations of COCO: the longest list.
    let lists = object.compactMap { key, value in (value as? [Any]).map { (key: key, list: $0) } }
    let longest = lists.max { ($0.list.count, $1.key) < ($1.list.count, $0.key) }
    let isPlain = longest?.key.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F } ?? false
    return rows("json.load(open(FILE))['\(isPlain ? longest?.key ?? "KEY" : "KEY")']", longest?.list ?? [])
  }

  // The rows of a list that an expression gives.
  private static func rows(_ expression: String, _ list: [Any]) -> String {
    switch list.first {
    case is String: "[[x] for x in \(expression)]"
    case is [String: Any]: "[x.values() for x in \(expression)]"
    default: expression
    }
  }

  private static func value(_ bytes: BoundedBytes) -> Any? {
    try? JSONSerialization.jsonObject(with: Data(bytes))
  }

  // The first lines that are not empty; nil if one of them is very long.
  private static func lines(_ bytes: BoundedBytes, from first: Int) -> [BoundedBytes]? {
    var (lines, start) = ([BoundedBytes](), first)
    while lines.count < shownLines, start < bytes.count {
      let limit = min(bytes.count, start + (1 << 20))
      guard let end = bytes.firstOffset(of: 0x0A, in: start..<limit) ?? (limit == bytes.count ? limit : nil)
      else { return nil }
      if !(start..<end).allSatisfy({ isBlank(bytes[$0]) }) { lines.append(bytes.part(start..<end)) }
      start = end + 1
    }
    return lines
  }

  // A document that is not parsed: it ends as it begins, and its first line is no text of its own.
  private static func isOneLargeDocument(_ bytes: BoundedBytes, from first: Int) -> Bool {
    guard let last = bytes.lastIndex(where: { !isBlank($0) }),
      bytes[last] == (bytes[first] == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: "}"))
    else { return false }
    guard let end = bytes.firstOffset(of: 0x0A, in: first..<bytes.count) else { return true }
    return end - first > 1 << 20
      || (first..<end).allSatisfy { isBlank(bytes[$0]) || "[{".utf8.contains(bytes[$0]) }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
