import Foundation
import Testing

@testable import VectorFiles

@Suite struct CutFilesTests {
  // Ends its process, so that it runs in one of its own.
  @Test func aFileCutShortIsOneLine() async throws {
    let result = await #expect(processExitsWith: .exitCode(74), observing: [\.standardErrorContent]) {
      let path = NSTemporaryDirectory() + "crossmodal-cut\u{1b}-\(getpid())"
      try Data(count: 1 << 20).write(to: URL(filePath: path))
      let early = try MappedFile("/proc/self/exe")
      CutFiles.report(prefix: "program: ")
      for _ in 0..<3 { _ = try MappedFile("/etc/passwd") }
      let file = try MappedFile(path)
      truncate(path, 10)
      unlink(path)
      _ = early
      print(file.bytes[1 << 19])
    }
    let line = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(line.hasPrefix("program: ") && line.hasSuffix(": was cut short while it was read\n"))
    #expect(line.contains("crossmodal-cut\\u{1B}-") && !line.contains("\u{1b}"))
  }

  @Test func anotherBusErrorStaysWhatItIs() async {
    await #expect(processExitsWith: .signal(SIGBUS)) {
      CutFiles.report(prefix: "")
      let path = NSTemporaryDirectory() + "crossmodal-cut-\(getpid())"
      try Data(count: 1 << 20).write(to: URL(filePath: path))
      let descriptor = open(path, O_RDONLY)
      unlink(path)
      let start = try #require(mmap(nil, 1 << 20, PROT_READ, MAP_PRIVATE, descriptor, 0))
      let writer = open("/proc/self/fd/\(descriptor)", O_RDWR)
      ftruncate(writer, 0)
      print(start.load(as: UInt8.self))
    }
  }
}
