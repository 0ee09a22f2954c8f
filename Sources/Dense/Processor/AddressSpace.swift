import Foundation

/// The address space of this process where it is limited (`ulimit -v`).
///
/// OpenBLAS takes 128 MiB for every processor as soon as it is loaded, and a thread of it that does not get them tries
/// again for ever, on a processor of its own; a program that cannot start a thread waits for it for ever. So a limit must
/// be looked at before anything else is done.
public enum AddressSpace {
  /// What is missing of an address space.
  public struct Shortage: Equatable, Sendable {
    /// The limit, in bytes.
    public let limit: Int
    /// The least limit with which the program could go on, in bytes.
    public let needed: Int

    /// For people: "the address space is limited to 195 MiB (ulimit -v); here at least 420 MiB are needed".
    public var text: String {
      "the address space is limited to \(limit >> 20) MiB (ulimit -v); here at least "
        + "\((needed + (1 << 20) - 1) >> 20) MiB are needed"
    }
  }

  /// The limit in bytes; nil where there is none.
  public static var limit: Int? {
    var found = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &found) == 0 else { return nil }
    return Int(exactly: found.rlim_cur)
  }

  /// Where a limit is set: begins this program again with one thread of OpenBLAS and two heaps, which need the least. It
  /// returns where that has been done, or cannot be.
  ///
  /// Variables say so, since OpenBLAS reads them while it is loaded: before any line of this program. Its threads that wait
  /// for memory end here.
  public static func restartIfLimited() {
    guard limit != nil, getenv("OPENBLAS_NUM_THREADS").map({ String(cString: $0) }) != "1",
      let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    else { return }
    setenv("OPENBLAS_NUM_THREADS", "1", 1)
    setenv("MALLOC_ARENA_MAX", "2", 0)
    var words: [UnsafeMutablePointer<CChar>?] = ProgramArguments.all.map { strdup($0) }
    words.append(nil)
    execv(program, words)
    for word in words { free(word) }
  }

  /// Whether so many bytes fit into what is left: a mapping is tried and taken back at once.
  static func hasRoom(_ bytes: Int) -> Bool {
    let start = mmap(nil, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard start != MAP_FAILED else { return false }
    munmap(start, bytes)
    return true
  }

  /// What is missing for a program with a thread on each of some processors; nil if nothing is, or nothing is limited.
  public static func shortage(processors: Int) -> Shortage? {
    guard let limit else { return nil }
    let more = bytesNeeded(processors: processors)
    guard !hasRoom(more) else { return nil }
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
      .first
    let used = pages.flatMap { Int($0) }.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) } ?? 0
    return Shortage(limit: limit, needed: used + more)
  }

  /// The buffer of OpenBLAS, two heaps, and the stacks of threads: one for each processor and some that only wait.
  static func bytesNeeded(processors: Int) -> Int {
    var found = rlimit()
    // Without a limit on stacks those of threads have 2 MiB.
    let usual = 2 << 20
    let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &found) == 0
    let stack = isKnown ? Int(exactly: found.rlim_cur) ?? usual : usual
    return (128 + 64) << 20 + (min(processors, 64) + 8) * stack
  }
}
