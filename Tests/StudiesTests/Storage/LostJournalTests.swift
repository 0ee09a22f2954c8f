import Foundation
import Testing

@testable import Studies

@Suite struct LostJournalTests {
  private let files = FileManager.default

  @Test("a writer notices that its journal is deleted, replaced or moved; what it wrote goes with it")
  func writer() throws {
    for change in ["deleted", "replaced", "moved"] {
      let directory = try TestDirectory()
      let writer = try JournalWriter(directory.study, worker: "a")
      try writer.append(JournalEntry.record(StorageExamples.record(1)))
      let (path, away) = (directory.journal("a"), directory.path + "/away")
      switch change {
      case "deleted": try files.removeItem(atPath: path)
      case "replaced":
        try files.moveItem(atPath: path, toPath: away)
        try files.copyItem(atPath: away, toPath: path)
      default: try files.moveItem(atPath: directory.study.journals, toPath: away)
      }
      #expect(throws: StudyError.self, "\(change)") {
        try writer.append(JournalEntry.record(StorageExamples.record(2)))
      }
      if change == "deleted" { continue }
      let text = try String(contentsOfFile: change == "moved" ? away + "/a.jsonl" : away, encoding: .utf8)
      #expect(text.split(separator: "\n").count == 2)
    }
  }

  @Test("a reader notices that a journal which it has read is gone") func reader() throws {
    let directory = try TestDirectory()
    try StorageExamples.write([.record(StorageExamples.record(1))], to: directory.journal("a"))
    try StorageExamples.write([.record(StorageExamples.record(2))], to: directory.journal("b"))
    let reader = JournalReader<FitResult>(directory.study)
    try reader.readNew { _, _ in }
    try files.removeItem(atPath: directory.journal("a"))
    // Another one has come: their number is what it was.
    try StorageExamples.write([.record(StorageExamples.record(3))], to: directory.journal("c"))
    #expect(throws: StudyError.self) { try reader.readNew { _, _ in } }
  }

  @Test("a folder that is missing is empty where there is a manifest and nothing was read from it")
  func folder() throws {
    let directory = try TestDirectory()
    for folder in [directory.study.journals, directory.study.claims] { try files.removeItem(atPath: folder) }
    #expect(throws: StudyError.self) { try StorageExamples.entries(directory) }
    try Data("{}\n".utf8).write(to: URL(fileURLWithPath: directory.study.manifest))
    #expect(try StorageExamples.entries(directory).isEmpty)
    #expect(try ClaimFile.all(in: directory.study).isEmpty)
    try directory.study.restoreFolders()
    for folder in [directory.study.journals, directory.study.claims, directory.study.logs] {
      #expect(files.fileExists(atPath: folder))
    }
    try StorageExamples.write([.record(StorageExamples.record(1))], to: directory.journal("a"))
    let reader = JournalReader<FitResult>(directory.study)
    try reader.readNew { _, _ in }
    try files.removeItem(atPath: directory.study.journals)
    #expect(throws: StudyError.self) { try reader.readNew { _, _ in } }
  }
}
