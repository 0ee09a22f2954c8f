import Foundation
import Testing

@testable import Dense

@Suite struct AvailableProcessorsTests {
  private func found(
    _ files: [String: String], machine: Int = 64, environment: [String: String] = [:]
  ) throws -> AvailableProcessors {
    let root = NSTemporaryDirectory() + "processors-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    for (path, text) in files {
      let folder = (root + path as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try text.write(toFile: root + path, atomically: true, encoding: .utf8)
    }
    return AvailableProcessors(machine: machine, root: root, environment: environment)
  }

  @Test("the machine where nothing limits it, or nothing can be read") func machine() throws {
    let none = try found([:])
    #expect(none.count == 64 && none.limit == .machine)
    let open = try found([
      "/proc/self/status": "Name:\tx\nCpus_allowed_list:\t0-63\n", "/proc/self/cgroup": "0::/user\n",
      "/sys/fs/cgroup/user/cpu.max": "max 100000\n",
    ])
    #expect(open == none)
    #expect(try found(["/proc/self/status": "Cpus_allowed_list:\tx-y\n"]) == none)
    #expect(try found([:], machine: 0).count == 1)
  }

  @Test("processors that the process may run on") func affinity() throws {
    let some = try found(["/proc/self/status": "Cpus_allowed:\tff\nCpus_allowed_list:\t0-3,8,10-11\n"])
    #expect(some.count == 7 && some.limit == .affinity && some.text.hasPrefix("7, "))
  }

  @Test("quotas of version 2, of the group or of one above; a part is one more") func quota() throws {
    let own = try found([
      "/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/b/cpu.max": "250000 100000\n",
      "/sys/fs/cgroup/a/cpu.max": "max 100000\n",
    ])
    #expect(own.count == 3 && own.limit == .quota("/sys/fs/cgroup/a/b/cpu.max"))
    let above = try found([
      "/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/b/cpu.max": "max 100000\n",
      "/sys/fs/cgroup/a/cpu.max": "50000 100000\n",
    ])
    #expect(above.count == 1 && above.limit == .quota("/sys/fs/cgroup/a/cpu.max"))
  }

  @Test("quotas of version 1", arguments: ["cpu,cpuacct", "cpu"]) func olderQuota(controllers: String) throws
  {
    let folder = "/sys/fs/cgroup/\(controllers)/job"
    let limited = try found([
      "/proc/self/cgroup": "4:memory:/job\n3:\(controllers):/job\n",
      folder + "/cpu.cfs_quota_us": "400000\n", folder + "/cpu.cfs_period_us": "100000\n",
    ])
    #expect(limited.count == 4 && limited.limit == .quota(folder + "/cpu.cfs_quota_us"))
    let free = try found([
      "/proc/self/cgroup": "3:\(controllers):/job\n",
      folder + "/cpu.cfs_quota_us": "-1\n", folder + "/cpu.cfs_period_us": "100000\n",
    ])
    #expect(free.limit == .machine)
  }

  @Test("the tasks of Slurm, inside a job alone") func slurm() throws {
    let job = try found([:], environment: ["SLURM_JOB_ID": "7", "SLURM_CPUS_PER_TASK": "5"])
    #expect(job.count == 5 && job.limit == .slurm)
    #expect(try found([:], environment: ["SLURM_CPUS_PER_TASK": "5"]).limit == .machine)
    #expect(try found([:], environment: ["SLURM_JOB_ID": "7", "SLURM_CPUS_PER_TASK": "0"]).count == 64)
  }
}
