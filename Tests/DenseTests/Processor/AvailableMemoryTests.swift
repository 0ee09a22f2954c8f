import Foundation
import Testing

@testable import Dense

@Suite struct AvailableMemoryTests {
  @Test("that of the machine, or of the least of its control groups, of both versions") func limits() throws {
    let machine = [
      "/proc/meminfo": "MemTotal:       1000000 kB\nMemFree:  1 kB\nMemAvailable:    600000 kB\n"
    ]
    #expect(try withRoot([:]) { AvailableMemory(root: $0) } == nil)
    let free = try #require(try withRoot(machine) { AvailableMemory(root: $0) })
    #expect(free.size == 1_024_000_000 && free.free == 614_400_000 && free.limit == .machine)
    let open = machine.merging([
      "/proc/self/cgroup": "0::/user\n", "/sys/fs/cgroup/user/memory.max": "max\n",
      "/sys/fs/cgroup/memory.max": "9223372036854771712\n",
    ]) { $1 }
    let swapping = ["/proc/meminfo": (machine["/proc/meminfo"] ?? "") + "SwapFree:  1000 kB\n"]
    #expect(try withRoot(swapping) { AvailableMemory(root: $0) }?.reclaimable == 1_024_000)
    #expect(try withRoot(open) { AvailableMemory(root: $0) } == free)
    let limited = machine.merging([
      "/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/memory.max": "300000000\n",
      "/sys/fs/cgroup/a/b/memory.max": "500000000\n", "/sys/fs/cgroup/a/memory.current": "250000000\n",
      "/sys/fs/cgroup/a/memory.stat": "anon 1\ninactive_file 30000000\nactive_file 20000000\n",
    ]) { $1 }
    let group = try #require(try withRoot(limited) { AvailableMemory(root: $0) })
    #expect(group.size == 300_000_000 && group.free == 80_000_000 && group.reclaimable == 20_000_000)
    #expect(group.limitText == "the limit of /sys/fs/cgroup/a/memory.max")
    let older = machine.merging([
      "/proc/self/cgroup": "4:cpu:/x\n3:memory:/job\n",
      "/sys/fs/cgroup/memory/job/memory.limit_in_bytes": "200000000\n",
      "/sys/fs/cgroup/memory/job/memory.usage_in_bytes": "50000000\n",
    ]) { $1 }
    let job = try #require(try withRoot(older) { AvailableMemory(root: $0) })
    #expect(job.size == 200_000_000 && job.free == 150_000_000)
  }

  @Test func thisMachine() throws {
    #if os(Linux)
      let memory = try #require(AvailableMemory.current)
      #expect(memory.size > 1 << 26 && memory.free > 0 && memory.free <= memory.size)
    #endif
  }
}

/// Calls `body` with a folder that holds these files, to be in front of `/proc` and `/sys`.
func withRoot<Result>(_ files: [String: String], _ body: (String) throws -> Result) throws -> Result {
  let root = NSTemporaryDirectory() + "root-\(UUID().uuidString)"
  defer { try? FileManager.default.removeItem(atPath: root) }
  for (path, text) in files {
    let folder = (root + path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try text.write(toFile: root + path, atomically: true, encoding: .utf8)
  }
  return try body(root)
}
