import Foundation
import Testing

/// A disk that stops taking what is written to journals: `write` or `fsync` fails from some call on.
@Suite(.serialized) struct FailingWritesTests {
  // Stands between the program and the C library.
  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <stdatomic.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>
    static atomic_int calls;
    static int fails(const char *name, int file) {
      char link[64], path[4096];
      const char *wanted = getenv("FAIL_CALL");
      if (!wanted || strcmp(wanted, name)) return 0;
      snprintf(link, sizeof link, "/proc/self/fd/%d", file);
      ssize_t length = readlink(link, path, sizeof path - 1);
      if (length < 6 || memcmp(path + length - 6, ".jsonl", 6)) return 0;
      return ++calls > atoi(getenv("FAIL_AFTER"));
    }
    ssize_t write(int file, const void *bytes, size_t count) {
      ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
      if (fails("write", file)) {
        // Half of the line still gets through, as on a disk that becomes full.
        real(file, bytes, count / 2);
        errno = EIO;
        return -1;
      }
      return real(file, bytes, count);
    }
    int fsync(int file) {
      int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
      if (fails("fsync", file)) { errno = EIO; return -1; }
      return real(file);
    }
    """

  @Test(arguments: ["write", "fsync"]) func nothingIsLost(_ call: String) async throws {
    let small = try SmallStudy()
    try await small.run("whole")
    let library = small.directory + "/failing.so"
    try Self.source.write(toFile: small.directory + "/failing.c", atomically: true, encoding: .utf8)
    let compiled = try await Program.run(
      executable: "/usr/bin/env",
      ["clang", "-shared", "-fPIC", "-O1", "-o", library, small.directory + "/failing.c", "-ldl"])
    try #require(compiled.code == 0, "\(compiled.errors)")
    for after in [0, 1, 30] {
      let result = try await small.run(
        "study", workers: 2,
        environment: ["LD_PRELOAD": library, "FAIL_CALL": call, "FAIL_AFTER": "\(after)"])
      #expect(result.code == 74)
      let last = try #require(result.errorLines.last)
      #expect(last.hasPrefix("crossmodal: ") && last.contains(".jsonl: Input/output error"))
    }
    let before = Set(try await small.results().split(separator: "\n"))
    #expect(before.count > 30)
    #expect(try await small.run().code == 0)
    let whole = try await small.results("whole")
    #expect(try await small.results() == whole)
    #expect(before.isSubset(of: Set(whole.split(separator: "\n"))))
  }
}
