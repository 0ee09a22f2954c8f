import Foundation
import TestSupport
import Testing

@testable import VectorFiles

@Suite struct MappedFileTests {
  @Test func mapsTheWholeContent() throws {
    try withFile("a", [1, 2, 3]) { path in
      let file = try MappedFile(path)
      #expect(Array(file.bytes) == [1, 2, 3])
      #expect(file.path == path)
    }
  }

  @Test func allowsEmptyFiles() throws {
    try withFile("a", "") { path in
      let file = try MappedFile(path)
      #expect(file.bytes.isEmpty)
    }
  }

  @Test func staysValidAfterTheFileIsReplaced() throws {
    try withFile("a", "old") { path in
      let file = try MappedFile(path)
      try AtomicFile.write(text: "something longer", to: path)
      #expect(String(decoding: file.bytes, as: UTF8.self) == "old")
    }
  }

  @Test func refusesWhatIsNoRegularFile() throws {
    try withTemporaryDirectory { directory in
      let pipe = directory + "/pipe"
      #expect(mkfifo(pipe, 0o600) == 0)
      let error = dataFileError { _ = try MappedFile(pipe) }
      #expect(error?.kind == .file)
      #expect(error?.message == "is neither a file nor a directory; only regular files can be read")
      #expect(dataFileError { _ = try MappedFile(directory) }?.message.hasPrefix("is a directory") == true)
    }
  }

  // The superuser may read everything.
  @Test(.enabled(if: geteuid() != 0)) func reportsMissingPermission() throws {
    try withFile("a", "x") { path in
      chmod(path, 0)
      let error = dataFileError { _ = try MappedFile(path) }
      #expect(error?.kind == .file)
      #expect(error?.message == "cannot be opened: Permission denied")
    }
  }

  @Test func boundedBytesReadOnlyWhatExists() {
    let bytes = BoundedBytes(copying: [1, 2, 3, 4, 5])
    #expect(bytes.byte(at: 4) == 5 && bytes.byte(at: 5) == nil && bytes.byte(at: -1) == nil)
    #expect(bytes.integer(UInt32.self, at: 1) == 0x0504_0302)
    #expect(bytes.integer(UInt32.self, at: 2) == nil && bytes.integer(UInt64.self, at: 0) == nil)
    #expect(bytes.integer(UInt16.self, at: .max) == nil && bytes.integer(UInt16.self, at: -1) == nil)
    #expect(bytes.slice(at: 5, length: 0)?.count == 0 && bytes.slice(at: 4, length: 2) == nil)
    #expect(bytes.slice(at: 1, length: .max) == nil && bytes.slice(at: 1, length: -1) == nil)
    #expect(bytes.starts(with: [2, 3], at: 1) && !bytes.starts(with: [5, 6], at: 4))
  }

  @Test func productsOfSizesDoNotOverflow() {
    #expect(CheckedSize.product([]) == 1)
    #expect(CheckedSize.product([2, 3]) == 6)
    #expect(CheckedSize.product([Int.max, 2]) == nil)
    #expect(CheckedSize.product([Int.max, Int.max, 0]) == 0)
    #expect(CheckedSize.product([0, -1]) == nil)
  }
}
