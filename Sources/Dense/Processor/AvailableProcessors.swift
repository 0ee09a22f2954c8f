import Foundation

/// How many processors this process may keep busy, and what says so: not those of the machine, which on a cluster or in a
/// container are often more.
///
/// The least of: the processors that the system schedules it on (`Cpus_allowed_list`; taskset, cpusets), the quotas of its
/// control groups and of those above them (`cpu.max` of version 2, `cpu.cfs_quota_us` of version 1; a part of a processor
/// counts as one), and `SLURM_CPUS_PER_TASK` inside a job of Slurm. At least 1.
public struct AvailableProcessors: Equatable, Sendable {
  /// What decides the number.
  public enum Limit: Equatable, Sendable {
    /// The machine has no more.
    case machine
    /// The process may run on these alone.
    case affinity
    /// The file of a control group's quota.
    case quota(String)
    /// `SLURM_CPUS_PER_TASK`.
    case slurm
  }

  /// Number of processors.
  public let count: Int
  /// What decides it.
  public let limit: Limit

  /// Those of this process.
  public static var current: AvailableProcessors {
    AvailableProcessors(
      machine: ProcessInfo.processInfo.processorCount, root: "",
      environment: ProcessInfo.processInfo.environment)
  }

  /// From the files below `root`, which is in front of `/proc` and `/sys`. What cannot be read limits nothing.
  package init(machine: Int, root: String, environment: [String: String]) {
    func text(_ path: String) -> String? { try? String(contentsOfFile: root + path, encoding: .utf8) }
    var found = (count: max(1, machine), limit: Limit.machine)
    func limit(_ count: Int?, _ limit: Limit) {
      if let count, count >= 1, count < found.count { found = (count, limit) }
    }
    limit(text("/proc/self/status").flatMap(Self.allowed)?.count, .affinity)
    for (folder, version) in ControlGroups.folders(text("/proc/self/cgroup") ?? "", controller: "cpu") {
      let path = version == 2 ? folder + "/cpu.max" : folder + "/cpu.cfs_quota_us"
      let quota =
        version == 2
        ? text(path).flatMap { Self.processors($0.split(whereSeparator: \.isWhitespace)) }
        : text(path).flatMap { quota in
          text(folder + "/cpu.cfs_period_us").flatMap {
            Self.processors((quota + " " + $0).split(whereSeparator: \.isWhitespace))
          }
        }
      limit(quota, .quota(path))
    }
    if environment["SLURM_JOB_ID"] != nil {
      limit(environment["SLURM_CPUS_PER_TASK"].flatMap { Int($0) }, .slurm)
    }
    (count, self.limit) = found
  }

  /// For people: "2, the quota of /sys/fs/cgroup/cpu.max".
  public var text: String {
    switch limit {
    case .machine: "\(count), those of the machine"
    case .affinity: "\(count), on which alone this process may run"
    case .quota(let path): "\(count), the quota of \(path)"
    case .slurm: "\(count), SLURM_CPUS_PER_TASK"
    }
  }

  // The processors in "Cpus_allowed_list: 0-3,8".
  static func allowed(_ status: String) -> [Int]? {
    let name = "Cpus_allowed_list:"
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return nil }
    return list(line.dropFirst(name.count))
  }

  /// The numbers in "0-3,8"; nil if it is no such list.
  static func list(_ text: Substring) -> [Int]? {
    var numbers: [Int] = []
    for part in text.split(separator: ",") {
      let ends = part.split(separator: "-").map { end in Int(end.filter { !$0.isWhitespace }) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, last >= first,
        last - first < 1 << 20
      else { return nil }
      numbers += first...last
    }
    return numbers
  }

  // Quota and period as processors; nil for no quota.
  private static func processors(_ numbers: [Substring]) -> Int? {
    guard numbers.count == 2, let quota = Double(numbers[0]), let period = Double(numbers[1]), quota > 0,
      period > 0, quota / period < 1e6
    else { return nil }
    return max(1, Int((quota / period).rounded(.up)))
  }
}
