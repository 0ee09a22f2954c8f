import Foundation
import TestSupport
import Testing

@testable import VectorFiles

@Suite struct AtomicFileCheckTests {
  @Test func whatCanBeWrittenPasses() throws {
    try withFile("a", "x") { path in
      let directory = PathText.directory(of: path)
      try FileManager.default.createSymbolicLink(atPath: directory + "/link", withDestinationPath: path)
      for name in ["a", "b", "é", "link", "b.npy"] { try AtomicFile.check("\(directory)/\(name)") }
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory).sorted() == ["a", "link"])
    }
  }

  @Test func whatCannotBeWrittenSaysWhy() throws {
    try withFile("a", "x") { path in
      let directory = PathText.directory(of: path)
      try FileManager.default.createSymbolicLink(
        atPath: directory + "/loop", withDestinationPath: directory + "/loop")
      let cases = [
        ("", "No such file"), (".", "is a directory"), ("..", "is a directory"), ("/", "is a directory"),
        (directory, "is a directory"), (directory + "/b/", "No such file"), (path + "/", "Not a directory"),
        (path + "/b", "Not a directory"), (directory + "/no/b", "no such file"), ("/dev/null", "neither"),
        (directory + "/loop", "symbolic links"), (directory + "/loop/b", "symbolic links"),
        (directory + "/" + String(repeating: "n", count: 300), "too long"),
      ]
      for (output, reason) in cases {
        let error = #expect(throws: DataFileError.self, "\(output)") { try AtomicFile.check(output) }
        #expect(error?.kind == .file && error?.path == output)
        #expect(error?.message.contains(reason) == true, "\(output): \(error?.message ?? "")")
      }
    }
  }
}
