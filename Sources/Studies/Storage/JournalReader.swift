import Dense
import Foundation

/// Reads the journals of a study, and on later calls what has come since.
///
/// A last line without a line feed may still be growing: it is left for later, and counted as torn, unless its checksum
/// says that only the line feed is missing. A line that ends and whose checksum differs is an error that names file and
/// line.
final class JournalReader {
  private struct Position {
    /// Bytes taken in.
    var offset: off_t = 0
    /// Lines taken in.
    var line = 0
    /// Size of the file when it was last read.
    var size: off_t = 0
    /// The last line was taken without its line feed.
    var isOpen = false
  }

  private let directory: StudyDirectory
  private var positions: [String: Position] = [:]
  // One for each thread that reads lines.
  private var parsers = Array(
    repeating: FitRecordReader(), count: max(1, min(8, ProcessInfo.processInfo.activeProcessorCount)))
  // Fewer lines are not worth a thread.
  private static let linesOfPart = 64
  private var buffer = [UInt8](repeating: 0, count: 1 << 20)

  /// Bytes at the end of journals that are no whole line, by journal.
  private(set) var torn: [String: Int] = [:]

  init(_ directory: StudyDirectory) { self.directory = directory }

  /// Gives the entries that have come since the last call to `take`, journal by journal in the order of their names,
  /// each with its place as file:line.
  func readNew(_ take: (JournalEntry, _ place: @autoclosure () -> String) throws -> Void) throws {
    for name in try names() { try readNew(in: name, take) }
  }

  /// The sizes of the journals as they were last read.
  var sizes: [String: Int] { positions.mapValues { Int($0.size) } }

  private func names() throws -> [String] {
    guard let folder = opendir(directory.journals) else { throw StudyError.system(directory.journals) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name.hasSuffix(".jsonl") { names.append(name) }
    }
    return names.sorted()
  }

  private func readNew(in name: String, _ take: (JournalEntry, @autoclosure () -> String) throws -> Void)
    throws
  {
    let path = directory.journals + "/" + name
    var position = positions[name] ?? Position()
    var status = stat()
    guard stat(path, &status) == 0 else { throw StudyError.system(path) }
    if status.st_size == position.size { return }
    guard status.st_size >= position.offset else {
      throw StudyError.damaged(place: path, message: "has become shorter while it was read")
    }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw StudyError.system(path) }
    defer { close(file) }
    // What the buffer holds of a line that is not whole yet.
    var held = 0
    while true {
      if held == buffer.count { buffer += [UInt8](repeating: 0, count: buffer.count) }
      let count = buffer.withUnsafeMutableBytes { bytes in
        pread(file, bytes.baseAddress.map { $0 + held }, bytes.count - held, position.offset + off_t(held))
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw StudyError.system(path)
      }
      let filled = held + count
      let used = try takeLines(filled, isLast: count == 0, path, &position, take)
      held = filled - used
      if count == 0 { break }
      buffer.withUnsafeMutableBytes { bytes in
        if let base = bytes.baseAddress { memmove(base, base + used, held) }
      }
    }
    torn[name] = held > 0 ? held : nil
    position.size = position.offset + off_t(held)
    positions[name] = position
  }

  // Takes the whole lines among the first `filled` bytes of the buffer; returns their length.
  private func takeLines(
    _ filled: Int, isLast: Bool, _ path: String, _ position: inout Position,
    _ take: (JournalEntry, @autoclosure () -> String) throws -> Void
  ) throws -> Int {
    try buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      var start = 0
      // The line feed of a line that was already taken without it.
      if position.isOpen, filled > 0, bytes[0] == UInt8(ascii: "\n") {
        start = 1
        position.isOpen = false
        position.offset += 1
      }
      var (lines, end): ([UnsafeRawBufferPointer], Int) = ([], start)
      while end < filled {
        let feed = memchr(base + end, 10, filled - end).map { UnsafeRawPointer($0) - base }
        if feed == nil, !isLast { break }
        lines.append(UnsafeRawBufferPointer(start: base + end, count: (feed ?? filled) - end))
        end = feed.map { $0 + 1 } ?? filled
      }
      for (line, entry) in zip(lines, parse(lines)) {
        let hasFeed = start + line.count < filled
        let number = position.line + 1
        guard let entry else {
          if !hasFeed { break }
          throw StudyError.damaged(
            place: "\(path):\(number)",
            message: "damaged line (its checksum differs); remove the line to have its fit done again")
        }
        try take(entry, "\(path):\(number)")
        let length = line.count + (hasFeed ? 1 : 0)
        position.offset += off_t(length)
        position.line += 1
        position.isOpen = !hasFeed
        start += length
      }
      return start
    }
  }

  // The entry of each line, nil where a line is not whole: in parts on several threads, because a full study has 100 MB
  // of them and a person waits.
  private func parse(_ lines: [UnsafeRawBufferPointer]) -> [JournalEntry?] {
    let parts = min(parsers.count, 1 + lines.count / Self.linesOfPart)
    var entries: [[JournalEntry?]] = Array(repeating: [], count: parts)
    parsers.withUnsafeMutableBufferPointer { parsers in
      entries.withUnsafeMutableBufferPointer { entries in
        SharedTasks(count: parts, threads: parts).run { _, part in
          let range = (part * lines.count / parts)..<((part + 1) * lines.count / parts)
          entries[part] = lines[range].map { JournalLine.entry(in: $0, &parsers[part]) }
        }
      }
    }
    return Array(entries.joined())
  }
}
