import Crypto
import Foundation

/// One line of a journal: an entry as JSON and a checksum, itself JSON.
///
///     {"record":{…},"checksum":"0123456789abcdef"}
///
/// The first key is `record`, `crash` or `retry`. The checksum is the first 16 hexadecimal digits of the SHA-256 of the
/// entry's bytes as they stand in the line.
enum JournalLine {
  private static let recordHead = Array(#"{"record":"#.utf8)
  private static let crashHead = Array(#"{"crash":"#.utf8)
  private static let retryHead = Array(#"{"retry":"#.utf8)
  private static let middle = Array(#","checksum":""#.utf8)
  private static let tail = Array(#""}"#.utf8)
  private static let digits = 16

  /// The line of an entry, with its line feed.
  static func bytes(of entry: JournalEntry) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let (head, payload): ([UInt8], Data) =
      switch entry {
      case .record(let record): (recordHead, try encoder.encode(record))
      case .crash(let crash): (crashHead, try encoder.encode(crash))
      case .retry(let retry): (retryHead, try encoder.encode(retry))
      }
    let stamp = payload.withUnsafeBytes { checksum(of: $0) }
    return head + payload + middle + stamp + tail + [UInt8(ascii: "\n")]
  }

  /// The entry of a line without its line feed; nil if the line is not whole or its checksum differs.
  static func entry(in line: UnsafeRawBufferPointer, _ reader: inout FitRecordReader) -> JournalEntry? {
    if let payload = payload(in: line, recordHead) {
      return reader.record(in: payload).map { .record($0) }
    }
    let decoder = JSONDecoder()
    if let payload = payload(in: line, crashHead) {
      return (try? decoder.decode(CrashRecord.self, from: Data(payload))).map { .crash($0) }
    }
    if let payload = payload(in: line, retryHead) {
      return (try? decoder.decode(RetryRecord.self, from: Data(payload))).map { .retry($0) }
    }
    return nil
  }

  // The bytes of the entry, if the frame and the checksum are right.
  private static func payload(in line: UnsafeRawBufferPointer, _ head: [UInt8]) -> UnsafeRawBufferPointer? {
    let end = middle.count + digits + tail.count
    guard line.count > head.count + end, line.starts(with: head),
      UnsafeRawBufferPointer(rebasing: line.suffix(tail.count)).elementsEqual(tail)
    else { return nil }
    let payload = UnsafeRawBufferPointer(rebasing: line[head.count..<(line.count - end)])
    let stamp = UnsafeRawBufferPointer(rebasing: line.suffix(end))
    guard stamp.starts(with: middle),
      UnsafeRawBufferPointer(rebasing: stamp[middle.count..<(middle.count + digits)])
        .elementsEqual(checksum(of: payload))
    else { return nil }
    return payload
  }

  private static func checksum(of payload: UnsafeRawBufferPointer) -> [UInt8] {
    var hash = SHA256()
    hash.update(bufferPointer: payload)
    let hexadecimal = Array("0123456789abcdef".utf8)
    return hash.finalize().prefix(digits / 2).flatMap {
      [hexadecimal[Int($0 >> 4)], hexadecimal[Int($0 & 15)]]
    }
  }
}
