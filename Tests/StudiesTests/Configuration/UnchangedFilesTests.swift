import Foundation
import TestSupport
import Testing
import VectorFiles

@testable import Studies

@Suite struct UnchangedFilesTests {
  private func overwrite(_ path: String, _ text: String) throws {
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  @Test func aFileThatIsLeftAlonePasses() throws {
    try withFile("a.csv", "1,2\n") { path in
      let file = InputFile(path, relativeTo: "/")
      let part = InputFile(path + ":x", relativeTo: "/")
      let files = UnchangedFiles([file, part, InputFile("/nowhere", relativeTo: "/")])
      _ = try String(contentsOfFile: path, encoding: .utf8)
      try files.check([
        file, part, InputFile("/nowhere", relativeTo: "/"), InputFile("/other", relativeTo: "/"),
      ])
      #expect(files.stamp(file) == file.stamp && file.stamp != nil)
      #expect(try files.reading { 3 } == 3)
      #expect(throws: StudyError.data(message: "x")) {
        try files.reading { throw StudyError.data(message: "x") }
      }
    }
  }

  @Test(arguments: ["written", "replaced", "removed", "longer", "of the same time"])
  func aFileThatChangesIsNamed(how: String) throws {
    try withFile("a.csv", "1,2\n") { path in
      let file = InputFile(path, relativeTo: "/")
      let files = UnchangedFiles([file])
      let stamp = file.stamp
      // The system's clock for files steps in milliseconds.
      Thread.sleep(forTimeInterval: 0.02)
      switch how {
      case "written": try overwrite(path, "3,4\n")
      case "replaced": try "1,2\n".write(toFile: path, atomically: true, encoding: .utf8)
      case "removed": try FileManager.default.removeItem(atPath: path)
      case "longer": try overwrite(path, "1,2\n3,4\n")
      default:
        let before = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
        try overwrite(path, "3,4\n")
        try FileManager.default.setAttributes([.modificationDate: before as Any], ofItemAtPath: path)
      }
      let changed = StudyError.file(
        path: path, reason: "was changed while it was read; run the same command again")
      #expect(changed.exitCode == 74)
      #expect(throws: changed) { try files.check([file]) }
      // An error in what was read meanwhile is no error of the file.
      #expect(throws: changed) { try files.reading { throw StudyError.data(message: "x") } }
      #expect(throws: changed) { try files.reading { throw DataFileError.content(path, "ends too early") } }
      #expect(throws: StudyError.query(message: "x")) {
        try files.reading { throw StudyError.query(message: "x") }
      }
      #expect(files.stamp(file) == stamp)
    }
  }
}
