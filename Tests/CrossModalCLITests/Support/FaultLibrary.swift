import Foundation
import Testing

/// A library that is between the program and the C library and lets things go wrong at chosen moments, named by
/// environment variables.
///
/// - `FAIL_CALL` (`write` or `fsync`) with `FAIL_AFTER`: this call fails for journals after so many.
/// - `DIE_AT_FITS`: a process dies of SIGKILL when it is about to write the result of one of these fits; with `DIE_ONCE`,
///   an empty folder, only the first to come to each.
/// - `DIE_AT_CLAIMS`: a process dies when it is about to claim a unit.
/// - `HANG_AT_RECORDS`: a process that is about to write a result hangs, and hears no wish to end.
/// - `LINK_LIES`: `link` succeeds and says that there was a file of that name, as over NFS when an answer was lost.
/// - `NO_UNNAMED_FILES`: the file system makes no files without a name, as a network disk.
/// - `THREADS`: no more threads than this can be started.
/// - `NO_LATE_NAMES`: a file without a name gets none.
struct FaultLibrary {
  private let path: String

  /// Compiles the library into the study's directory.
  init(_ small: SmallStudy) async throws { try await self.init(in: small.directory) }

  /// Compiles the library into a directory.
  init(in directory: String) async throws {
    path = directory + "/faults.so"
    let source = directory + "/faults.c"
    try Self.source.write(toFile: source, atomically: true, encoding: .utf8)
    let compiled = try await Program.run(
      executable: "/usr/bin/env", ["clang", "-shared", "-fPIC", "-O1", "-o", path, source, "-ldl"])
    try #require(compiled.code == 0, "\(compiled.errors)")
  }

  /// The environment in which a program meets these faults.
  func environment(_ faults: [String: String]) -> [String: String?] {
    var variables: [String: String?] = ["LD_PRELOAD": path]
    for (name, value) in faults { variables[name] = value }
    return variables
  }

  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <fcntl.h>
    #include <pthread.h>
    #include <signal.h>
    #include <stdarg.h>
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
    // Whether this process is the first to come to a fit.
    static int first(const char *folder, const char *fit) {
      char path[4096];
      int length = snprintf(path, sizeof path, "%s/", folder);
      snprintf(path + length, sizeof path - length, "%s", fit);
      for (char *c = path + length; *c; c++) if (*c == '/') *c = '-';
      int file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
      if (file >= 0) close(file);
      return file >= 0;
    }
    static void die_at_fits(const void *bytes, size_t count) {
      const char *fits = getenv("DIE_AT_FITS"), *folder = getenv("DIE_ONCE"), *finished = "\\"state\\":\\"finished\\"";
      // Failures are recorded by the process that watches the workers.
      if (!fits || !memmem(bytes, count, finished, strlen(finished))) return;
      char list[4096], name[512], *rest;
      snprintf(list, sizeof list, "%s", fits);
      for (char *fit = strtok_r(list, " ", &rest); fit; fit = strtok_r(NULL, " ", &rest)) {
        snprintf(name, sizeof name, "\\"unit\\":\\"%s\\"", fit);
        if (memmem(bytes, count, name, strlen(name)) && (!folder || first(folder, fit))) kill(getpid(), SIGKILL);
      }
    }
    ssize_t write(int file, const void *bytes, size_t count) {
      ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
      die_at_fits(bytes, count);
      if (getenv("HANG_AT_RECORDS") && memmem(bytes, count, "\\"unit\\":", 7)) for (;;) pause();
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
    static int refuses(int flags) { return (flags & O_TMPFILE) == O_TMPFILE && getenv("NO_UNNAMED_FILES"); }
    int open(const char *path, int flags, ...) {
      int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
      va_list rest;
      va_start(rest, flags);
      mode_t mode = va_arg(rest, mode_t);
      va_end(rest);
      if (refuses(flags)) { errno = EOPNOTSUPP; return -1; }
      return real(path, flags, mode);
    }
    int open64(const char *path, int flags, ...) {
      int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open64");
      va_list rest;
      va_start(rest, flags);
      mode_t mode = va_arg(rest, mode_t);
      va_end(rest);
      if (refuses(flags)) { errno = EOPNOTSUPP; return -1; }
      return real(path, flags, mode);
    }
    int linkat(int from, const char *name, int to, const char *path, int flags) {
      int (*real)(int, const char *, int, const char *, int) = dlsym(RTLD_NEXT, "linkat");
      if (getenv("NO_LATE_NAMES")) { errno = EPERM; return -1; }
      return real(from, name, to, path, flags);
    }
    static atomic_int threads;
    int pthread_create(
      pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
      int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) = dlsym(RTLD_NEXT, "pthread_create");
      const char *most = getenv("THREADS");
      if (most && ++threads > atoi(most)) return EAGAIN;
      return real(thread, attributes, start, argument);
    }
    int link(const char *from, const char *to) {
      int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "link");
      if (getenv("DIE_AT_CLAIMS") && strstr(to, "/claims/")) kill(getpid(), SIGKILL);
      int result = real(from, to);
      if (!result && getenv("LINK_LIES")) { errno = EEXIST; return -1; }
      return result;
    }
    """
}
