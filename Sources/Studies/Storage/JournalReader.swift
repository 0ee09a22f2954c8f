import Dense
import Foundation
import VectorFiles

/// Reads the journals of a study, and on later calls what has come since.
///
/// A last line without a line feed may still be growing: it is left for later, and counted as torn, unless its checksum
/// says that only the line feed is missing. A line that ends and whose checksum differs is an error that names file and
/// line.
final class JournalReader<Result: UnitResult> {
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
  private let parsers = (0..<min(8, AvailableProcessors.current.count)).map { _ in Parser()
  }
  // Fewer lines are not worth a thread.
  private static var linesOfPart: Int { 64 }
  private let window = FileWindow()

  /// Bytes at the end of journals that are no whole line, by journal.
  private(set) var torn: [String: Int] = [:]

  init(_ directory: StudyDirectory) { self.directory = directory }

  /// Gives the entries that have come since the last call to `take`, journal by journal in the order of their names,
  /// each with its place as file:line.
  func readNew(_ take: (JournalEntry<Result>, _ place: @autoclosure () -> String) throws -> Void) throws {
    let found = try names()
    let present = Set(found)
    if let gone = positions.keys.filter({ !present.contains($0) }).min() {
      throw vanished(directory.journals + "/" + gone)
    }
    for name in found { try readNew(in: name, take) }
  }

  /// The sizes of the journals as they were last read.
  var sizes: [String: Int] { positions.mapValues { Int($0.size) } }

  private func names() throws -> [String] {
    // A copy of a study that has no results yet may lack it: git and archives drop empty folders.
    if positions.isEmpty, FileManager.default.fileExists(atPath: directory.manifest),
      !FileManager.default.fileExists(atPath: directory.journals)
    {
      return []
    }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: directory.journals)
        .filter { $0.hasSuffix(".jsonl") }.sorted()
    } catch {
      guard FileManager.default.fileExists(atPath: directory.journals) else {
        throw vanished(directory.journals)
      }
      throw StudyError.file(
        path: directory.journals, reason: systemReason(error, otherwise: "cannot read the directory"))
    }
  }

  private func vanished(_ path: String) -> StudyError {
    let isMoved = !FileManager.default.fileExists(atPath: directory.manifest)
    return .file(
      path: path,
      reason: isMoved
        ? "is gone: the study was moved or deleted while it was in use; run it again where it is now"
        : "was deleted while the study was in use, and results with it; run again to do what is missing")
  }

  private func readNew(
    in name: String, _ take: (JournalEntry<Result>, @autoclosure () -> String) throws -> Void
  )
    throws
  {
    let path = directory.journals + "/" + name
    var position = positions[name] ?? Position()
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw errno == ENOENT ? vanished(path) : StudyError.system(path)
    }
    if status.st_size == position.size { return }
    guard status.st_size >= position.offset else {
      throw StudyError.damaged(place: path, message: "has become shorter while it was read")
    }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw StudyError.system(path) }
    defer { close(file) }
    window.clear()
    while true {
      guard let count = window.read(file, at: position.offset + off_t(window.count)) else {
        throw StudyError.system(path)
      }
      window.drop(try takeLines(window.bytes, isLast: count == 0, path, &position, take))
      if count == 0 { break }
    }
    let held = window.count
    torn[name] = held > 0 ? held : nil
    position.size = position.offset + off_t(held)
    positions[name] = position
  }

  // Takes the whole lines among some bytes; returns their length.
  private func takeLines(
    _ bytes: BoundedBytes, isLast: Bool, _ path: String, _ position: inout Position,
    _ take: (JournalEntry<Result>, @autoclosure () -> String) throws -> Void
  ) throws -> Int {
    var start = 0
    // The line feed of a line that was already taken without it.
    if position.isOpen, bytes.first == UInt8(ascii: "\n") {
      start = 1
      position.isOpen = false
      position.offset += 1
    }
    var (lines, end): ([BoundedBytes], Int) = ([], start)
    while end < bytes.count {
      let feed = bytes.firstOffset(of: UInt8(ascii: "\n"), in: end..<bytes.count)
      if feed == nil, !isLast { break }
      lines.append(bytes.part(end..<(feed ?? bytes.count)))
      end = feed.map { $0 + 1 } ?? bytes.count
    }
    let parts = parse(lines)
    for (line, entry) in zip(lines, parts.lazy.joined()) {
      let hasFeed = start + line.count < bytes.count
      let number = position.line + 1
      guard let entry else {
        if !hasFeed { break }
        throw StudyError.damaged(
          place: "\(path):\(number)",
          message: "damaged line (its checksum differs); remove the line to have its unit done again")
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

  // What one thread makes of its lines.
  private final class Parser {
    private var reader = UnitRecordReader<Result>()
    private var entries: [JournalEntry<Result>?] = []

    func parse(_ lines: ArraySlice<BoundedBytes>) {
      entries = lines.map { JournalLine.entry(in: $0, &reader) }
    }

    // The entries, which are then no longer here.
    func take() -> [JournalEntry<Result>?] {
      defer { entries = [] }
      return entries
    }
  }

  // The entry of each line, nil where a line is not whole: in parts on several threads, because a full study has 100 MB
  // of them and a person waits.
  private func parse(_ lines: [BoundedBytes]) -> [[JournalEntry<Result>?]] {
    let parts = min(parsers.count, 1 + lines.count / Self.linesOfPart)
    SharedTasks(count: parts, threads: parts).run { _, part in
      parsers[part].parse(lines[(part * lines.count / parts)..<((part + 1) * lines.count / parts)])
    }
    // As they are, since one list of all would copy them.
    return parsers.prefix(parts).map { $0.take() }
  }
}
