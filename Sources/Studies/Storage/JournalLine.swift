import Foundation
import VectorFiles

/// One line of a journal: a ``CheckedText`` under the name `record`, `crash` or `retry`.
enum JournalLine {
  private static let recordHead = Array(#"{"record":"#.utf8)
  private static let crashHead = Array(#"{"crash":"#.utf8)
  private static let retryHead = Array(#"{"retry":"#.utf8)

  /// The line of an entry, with its line feed.
  static func bytes(of entry: JournalEntry<some UnitResult>) throws -> [UInt8] {
    let text =
      switch entry {
      case .record(let record): try CheckedText.bytes("record", record)
      case .crash(let crash): try CheckedText.bytes("crash", crash)
      case .retry(let retry): try CheckedText.bytes("retry", retry)
      }
    return text + [UInt8(ascii: "\n")]
  }

  /// The entry of a line without its line feed; nil if the line is not whole or its checksum differs.
  static func entry<Result>(in line: BoundedBytes, _ reader: inout UnitRecordReader<Result>) -> JournalEntry<
    Result
  >? {
    if let payload = CheckedText.payload(in: line, named: recordHead) {
      return reader.record(in: line, payload).map { .record($0) }
    }
    let decoder = JSONDecoder()
    if let payload = CheckedText.payload(in: line, named: crashHead) {
      return (try? decoder.decode(CrashRecord.self, from: Data(line.part(payload)))).map { .crash($0) }
    }
    if let payload = CheckedText.payload(in: line, named: retryHead) {
      return (try? decoder.decode(RetryRecord.self, from: Data(line.part(payload)))).map { .retry($0) }
    }
    return nil
  }
}
