import Foundation
import Testing
import VectorFiles

@testable import Studies

@Suite struct JournalTests {
  @Test func linesRoundTrip() throws {
    let directory = try TestDirectory()
    let writer = try JournalWriter(directory.study, worker: "a")
    let entries: [JournalEntry<FitResult>] =
      StorageExamples.unusual.map { .record($0) } + [
        .crash(
          CrashRecord(unit: "a/b/fold=2", attempt: 2, reason: "signal 9", worker: "x")
        ),
        .retry(RetryRecord(unit: "a/b/epochs=3/run=0", after: 3)),
        .record(StorageExamples.record(5)),
      ]
    for entry in entries { try writer.append(entry) }
    // Not a number is not equal to itself, so the lines are compared.
    let lines = try entries.map { try JournalLine.bytes(of: $0) }
    #expect(try StorageExamples.entries(directory).map { try JournalLine.bytes(of: $0) } == lines)
    let content = try #require(FileManager.default.contents(atPath: directory.journal("a")))
    for line in content.split(separator: 10) {
      #expect((try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])?.count == 2)
    }
  }

  @Test func theFastReaderIsTheGeneralOne() throws {
    var reader = UnitRecordReader<FitResult>()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for record in StorageExamples.unusual + (0..<50).map({ StorageExamples.record($0) }) {
      let data = try encoder.encode(record)
      let found = reader.record(in: BoundedBytes(copying: data))
      let fast = try #require(found)
      let general = try JSONDecoder().decode(FitRecord.self, from: data)
      #expect(try encoder.encode(fast) == encoder.encode(general))
    }
  }

  @Test func noBytesMakeTheReaderFail() throws {
    var reader = UnitRecordReader<FitResult>()
    var generator = Numbers(state: 3)
    let whole = [UInt8](try JSONEncoder().encode(StorageExamples.unusual[2]))
    for _ in 0..<20_000 {
      var bytes = whole
      for _ in 0...(generator.next() % 4) {
        bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: generator.next() % 128)
      }
      bytes.removeLast(Int(generator.next() % 8) * Int(generator.next() % 40))
      // It may be a record or not: reading it must come to an end, and what it reads can be written.
      if let record = reader.record(in: BoundedBytes(copying: bytes)), record.seconds.isFinite {
        #expect((try? JSONEncoder().encode(record)) != nil)
      }
    }
  }

  @Test func aGrowingJournalIsReadPieceByPiece() throws {
    let directory = try TestDirectory()
    let records = (0..<40).map { StorageExamples.record($0) }
    let bytes = try records.flatMap { try JournalLine.bytes(of: JournalEntry.record($0)) }
    let reader = JournalReader<FitResult>(directory.study)
    var (read, written) = ([FitRecord](), 0)
    try Data().write(to: URL(fileURLWithPath: directory.journal("a")))
    let file = try #require(FileHandle(forWritingAtPath: directory.journal("a")))
    var step = 1
    while written < bytes.count {
      let next = min(bytes.count, written + step)
      try file.write(contentsOf: bytes[written..<next])
      (written, step) = (next, step % 97 + 1)
      try reader.readNew { entry, _ in if case .record(let record) = entry { read.append(record) } }
    }
    #expect(read == records)
    #expect(reader.torn.isEmpty)
  }

  /// Each line is taken before its line feed comes, and the line feed does not count as a line.
  @Test func aLineFeedMayComeLater() throws {
    let directory = try TestDirectory()
    let records = (0..<5).map { StorageExamples.record($0) }
    let reader = JournalReader<FitResult>(directory.study)
    try Data().write(to: URL(fileURLWithPath: directory.journal("a")))
    let file = try #require(FileHandle(forWritingAtPath: directory.journal("a")))
    var places: [String] = []
    for (number, record) in records.enumerated() {
      let line = try JournalLine.bytes(of: JournalEntry.record(record))
      try file.write(contentsOf: line.dropLast())
      try reader.readNew { entry, place in
        #expect(entry.unit == record.unit)
        places.append(place())
      }
      #expect(places.count == number + 1 && reader.torn.isEmpty)
      try file.write(contentsOf: [UInt8(ascii: "\n")])
      if number % 2 == 0 { try reader.readNew { _, _ in Issue.record("a line feed was taken for a line") } }
    }
    #expect(places == (1...5).map { "\(directory.journal("a")):\($0)" })
  }

  @Test func cutAtEveryByteAllWholeRecordsAreKept() throws {
    let directory = try TestDirectory()
    let records = (0..<140).map { StorageExamples.record($0, epochs: 20) }
    let lines = try records.map { try JournalLine.bytes(of: JournalEntry.record($0)) }
    let bytes = lines.flatMap { $0 }
    try #require(bytes.count >= 65_536)
    let path = directory.journal("a")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    var ends: [Int] = []
    for line in lines { ends.append((ends.last ?? 0) + line.count) }
    for length in stride(from: bytes.count, through: 0, by: -1) {
      truncate(path, off_t(length))
      var count = 0
      let reader = JournalReader<FitResult>(directory.study)
      try reader.readNew { entry, _ in
        guard case .record(let record) = entry, record == records[count] else { return }
        count += 1
      }
      // A line is whole without its line feed.
      let whole = ends.prefix { $0 - 1 <= length }.count
      guard count == whole else {
        Issue.record("cut to \(length) bytes: \(count) records, \(whole) are whole")
        return
      }
      let used = whole == 0 ? 0 : min(length, ends[whole - 1])
      #expect(reader.torn["a.jsonl"] == (length > used ? length - used : nil))
    }
  }

  @Test func flippedBitsAreNeverAccepted() throws {
    let directory = try TestDirectory()
    let records = (0..<30).map { StorageExamples.record($0) }
    let bytes = try records.flatMap { try JournalLine.bytes(of: JournalEntry.record($0)) }
    let path = directory.journal("a")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    var generator = Numbers(state: 8)
    var (named, torn) = (0, 0)
    for _ in 0..<10_000 {
      let place = Int(generator.next() % UInt64(bytes.count))
      func put(_ byte: UInt8) throws {
        try file.seek(toOffset: UInt64(place))
        try file.write(contentsOf: [byte])
      }
      try put(bytes[place] ^ (1 << UInt8(generator.next() % 8)))
      let reader = JournalReader<FitResult>(directory.study)
      var read: [FitRecord] = []
      do {
        try reader.readNew { entry, _ in if case .record(let record) = entry { read.append(record) } }
        // Only in the last line, whose end may be missing.
        #expect(reader.torn["a.jsonl"] != nil && read == Array(records.dropLast()))
        torn += 1
      } catch let error as StudyError {
        let line = bytes[..<place].count { $0 == 10 } + 1
        #expect(error.exitCode == 65 && error.description.hasPrefix("\(path):\(line):"))
        named += 1
      }
      try put(bytes[place])
    }
    #expect(named + torn == 10_000 && named > 9000)
  }
}

/// Numbers for tests, the same in every run.
struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9 >> 7
  }
}
