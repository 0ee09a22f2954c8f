import Foundation
import TestSupport
import Testing

@testable import VectorFiles

@Suite struct AtomicFileTests {
  private func content(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  private func entries(_ directory: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
  }

  @Test func createsAndReplaces() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/a.txt"
      try AtomicFile.write(text: "one", to: path)
      try AtomicFile.write(bytes: Array("two".utf8), to: path)
      #expect(try content(path) == "two")
      #expect(try entries(directory) == ["a.txt"])
    }
  }

  @Test func writesPiecesOfAllSizesInOrder() throws {
    let sizes = [0, 1, 1000, 1 << 18, (1 << 18) - 1, 3, 1 << 20, 7]
    var expected: [UInt8] = []
    try withTemporaryDirectory { directory in
      try AtomicFile.write(directory + "/a") { writer in
        for (index, size) in sizes.enumerated() {
          let piece = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ index) }
          expected += piece
          try writer.write(piece)
        }
      }
      #expect(try [UInt8](Data(contentsOf: URL(filePath: directory + "/a"))) == expected)
    }
  }

  @Test func keepsTheOldFileWhenTheBodyThrows() throws {
    struct Stop: Error {}
    try withTemporaryDirectory { directory in
      let path = directory + "/a.txt"
      try AtomicFile.write(text: "old", to: path)
      #expect(throws: Stop.self) {
        try AtomicFile.write(path) { writer in
          try writer.write("new")
          throw Stop()
        }
      }
      #expect(try content(path) == "old")
      #expect(try entries(directory) == ["a.txt"])
    }
  }

  @Test func keepsSymbolicLinks() throws {
    try withTemporaryDirectory { directory in
      try AtomicFile.write(text: "old", to: directory + "/target")
      try FileManager.default.createSymbolicLink(
        atPath: directory + "/link", withDestinationPath: directory + "/target")
      try AtomicFile.write(text: "new", to: directory + "/link")
      #expect(try content(directory + "/target") == "new")
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: directory + "/link") == directory
          + "/target")
    }
  }

  @Test func takesNamesAsLongAsTheSystemAllows() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/" + String(repeating: "n", count: 255)
      try AtomicFile.write(text: "x", to: path)
      #expect(try content(path) == "x")
      let error = dataFileError { try AtomicFile.write(text: "x", to: path + "n") }
      #expect(error?.kind == .file)
      #expect(error?.message == "cannot be written: File name too long")
    }
  }

  @Test func saysTheSystemsReason() throws {
    try withTemporaryDirectory { directory in
      let missing = dataFileError { try AtomicFile.write(text: "x", to: directory + "/none/a") }
      #expect(missing?.kind == .file)
      #expect(missing?.message == "cannot be written: No such file or directory")
      let folder = dataFileError { try AtomicFile.write(text: "x", to: directory) }
      #expect(folder?.message == "is a directory; only regular files can be replaced")
      #expect(dataFileError { try AtomicFile.write(text: "x", to: directory + "/new/") }?.kind == .file)
      #expect(dataFileError { try AtomicFile.write(text: "x", to: "") }?.kind == .file)
    }
    // Replacing a device by a file would break the system for everyone.
    let device = dataFileError { try AtomicFile.write(text: "x", to: "/dev/null") }
    #expect(device?.message == "is neither a file nor a directory; only regular files can be replaced")
  }

  // The superuser may write everywhere.
  @Test(.enabled(if: geteuid() != 0)) func reportsMissingPermission() throws {
    try withTemporaryDirectory { directory in
      chmod(directory, 0o500)
      defer { chmod(directory, 0o700) }
      let error = dataFileError { try AtomicFile.write(text: "x", to: directory + "/a") }
      #expect(error?.kind == .file)
      #expect(error?.message == "cannot be written: Permission denied")
    }
  }

  // /dev/full, which is always full, exists on Linux only.
  @Test(.enabled(if: access("/dev/full", W_OK) == 0)) func reportsAFullDisk() throws {
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    let error = dataFileError {
      try Array(repeating: UInt8(0), count: 10).withUnsafeBytes {
        try AtomicFileWriter.writeAll($0, to: descriptor, path: "out.npy")
      }
    }
    #expect(error?.description == "out.npy: cannot be written: No space left on device")
    #expect(error?.kind == .file)
  }

  @Test func keepsTheModeOfAFileThatIsReplaced() throws {
    try withFile("a", "old") { path in
      for mode: mode_t in [0o640, 0o600, 0o755] {
        chmod(path, mode)
        try AtomicFile.write(text: "new", to: path)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o7777 == mode)
      }
      let other = path + "-new"
      let mask = umask(0)
      umask(mask)
      try AtomicFile.write(text: "new", to: other)
      var status = stat()
      #expect(stat(other, &status) == 0 && status.st_mode & 0o777 == 0o666 & ~mask)
    }
  }
}
