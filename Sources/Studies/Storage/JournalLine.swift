import Crypto
import Foundation

/// One line of a journal: a record as JSON and a checksum, itself JSON.
///
///     {"record":{…},"checksum":"0123456789abcdef"}
///
/// The checksum is the first 16 hexadecimal digits of the SHA-256 of the record's bytes as they stand in the line.
enum JournalLine {
  private static let head = Array(#"{"record":"#.utf8)
  private static let middle = Array(#","checksum":""#.utf8)
  private static let tail = Array(#""}"#.utf8)
  private static let digits = 16

  /// The line of a record, with its line feed.
  static func bytes(of record: FitRecord) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let payload = try encoder.encode(record)
    return head + payload + middle + checksum(of: payload) + tail + [UInt8(ascii: "\n")]
  }

  /// The record of a line without its line feed; nil if the line is not whole or its checksum differs.
  static func record(in line: some RandomAccessCollection<UInt8>) -> FitRecord? {
    guard let payload = payload(in: line) else { return nil }
    return try? JSONDecoder().decode(FitRecord.self, from: Data(payload))
  }

  private static func payload<Line: RandomAccessCollection<UInt8>>(in line: Line) -> Line.SubSequence? {
    let frame = head.count + middle.count + digits + tail.count
    guard line.count > frame, line.starts(with: head), line.suffix(tail.count).elementsEqual(tail) else {
      return nil
    }
    let payload = line.dropFirst(head.count).dropLast(middle.count + digits + tail.count)
    let stamp = line.dropFirst(head.count + payload.count)
    guard stamp.starts(with: middle) else { return nil }
    let written = stamp.dropFirst(middle.count).prefix(digits)
    return written.elementsEqual(checksum(of: Data(payload))) ? payload : nil
  }

  private static func checksum(of payload: Data) -> [UInt8] {
    let hexadecimal = Array("0123456789abcdef".utf8)
    return SHA256.hash(data: payload).prefix(digits / 2).flatMap {
      [hexadecimal[Int($0 >> 4)], hexadecimal[Int($0 & 15)]]
    }
  }
}
