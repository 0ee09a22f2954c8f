import Foundation
import TestSupport
import Testing

@testable import VectorFiles

@Suite struct UnfinishedFileTests {
  private func entries(_ directory: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
  }

  @Test("it stands nowhere until it is whole, and can be opened meanwhile") func unnamed() throws {
    try withTemporaryDirectory { directory in
      let file = UnfinishedFile(in: directory + "/")
      try #require(file.descriptor >= 0)
      FileHandle(fileDescriptor: file.descriptor).write(Data("text".utf8))
      #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "text")
      let meanwhile = try entries(directory)
      #expect(meanwhile.allSatisfy { $0.hasPrefix(".crossmodal-") })
      #expect(file.finish(at: directory + "/a"))
      #expect(try String(contentsOfFile: directory + "/a", encoding: .utf8) == "text")
      #expect(try entries(directory) == ["a"])
    }
  }

  @Test("one that goes away leaves nothing; a directory that is missing has a reason") func discarded() throws
  {
    try withTemporaryDirectory { directory in
      _ = UnfinishedFile(in: directory + "/")
      let left = try entries(directory)
      #expect(left.isEmpty)
      #expect(UnfinishedFile(in: directory + "/none/").descriptor == -1)
      #expect(errno == ENOENT)
    }
  }

  @Test("what dead programs left is removed, what is written or new stays") func abandoned() throws {
    try withTemporaryDirectory { directory in
      let old = Date.now.addingTimeInterval(-3600)
      for name in [".crossmodal-1.tmp", ".crossmodal-2.tmp", ".crossmodal-3.tmp", ".other-1.tmp", "a.tmp"] {
        try "x".write(toFile: directory + "/" + name, atomically: false, encoding: .utf8)
        guard name != ".crossmodal-2.tmp" else { continue }
        try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: directory + "/" + name)
      }
      let writer = open(directory + "/.crossmodal-3.tmp", O_RDWR)
      defer { close(writer) }
      flock(writer, LOCK_EX)
      AbandonedFiles.remove(in: directory + "/")
      #expect(
        try entries(directory) == [".crossmodal-2.tmp", ".crossmodal-3.tmp", ".other-1.tmp", "a.tmp"])
    }
  }
}
