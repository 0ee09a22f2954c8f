import Foundation

/// Reads the journals of a study, and on later calls what has come since.
///
/// A last line without a line feed may still be growing: it is left for later, and counted as torn. A line that ends
/// and whose checksum differs is an error that names file and line.
final class JournalReader {
  private let directory: StudyDirectory
  private var positions: [String: (offset: UInt64, line: Int, isOpen: Bool)] = [:]

  /// Journals whose last line is not whole.
  private(set) var torn: [String: Int] = [:]

  init(_ directory: StudyDirectory) { self.directory = directory }

  /// The records that have come since the last call, journal by journal in the order of their names.
  func newRecords() throws -> [FitRecord] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: directory.journals)
    } catch {
      throw StudyError.file(
        path: directory.journals, reason: systemReason(error, otherwise: "cannot read the directory"))
    }
    return try names.filter { $0.hasSuffix(".jsonl") }.sorted().flatMap { try newRecords(in: $0) }
  }

  private func newRecords(in name: String) throws -> [FitRecord] {
    let path = directory.journals + "/" + name
    var position = positions[name] ?? (0, 0, false)
    let data = try read(path, from: position.offset)
    var records: [FitRecord] = []
    var start = data.startIndex
    // The line feed of a record that was already taken without it.
    if position.isOpen, data.first == UInt8(ascii: "\n") {
      start += 1
      position = (position.offset + 1, position.line, false)
    }
    while start < data.endIndex {
      let end = data[start...].firstIndex(of: UInt8(ascii: "\n"))
      guard let record = JournalLine.record(in: data[start..<(end ?? data.endIndex)]) else {
        if end == nil { break }
        throw StudyError.damaged(
          place: "\(path):\(position.line + 1)",
          message: "damaged line (its checksum differs); remove the line to have its fit done again")
      }
      records.append(record)
      let next = end.map { $0 + 1 } ?? data.endIndex
      position.offset += UInt64(next - start)
      position.line += 1
      position.isOpen = end == nil
      start = next
    }
    torn[name] = start < data.endIndex ? data.endIndex - start : nil
    positions[name] = position
    return records
  }

  private func read(_ path: String, from offset: UInt64) throws -> Data {
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? file.close() }
      try file.seek(toOffset: offset)
      return try file.readToEnd() ?? Data()
    } catch {
      throw StudyError.file(path: path, reason: systemReason(error, otherwise: "cannot be read"))
    }
  }
}
