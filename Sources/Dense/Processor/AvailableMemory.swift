import Foundation

/// How much memory this process may take, and what says so: that of the machine, or the limit of one of its control groups
/// (`memory.max` of version 2, `memory.limit_in_bytes` of version 1).
public struct AvailableMemory: Equatable, Sendable {
  /// What decides the size.
  public enum Limit: Equatable, Sendable {
    /// The machine has no more.
    case machine
    /// The file of a control group's limit.
    case quota(String)
  }

  /// Bytes.
  public let size: Int
  /// Bytes that are free, or hold what can be read from disk again.
  public let free: Int
  /// What decides the size.
  public let limit: Limit
  /// Bytes that would be free at a price: what the disks still take, and pages of files that are in use.
  public let reclaimable: Int

  /// That of this process; nil where the system does not tell.
  public static var current: AvailableMemory? { AvailableMemory(root: "") }

  /// From the files below `root`, which is in front of `/proc` and `/sys`; nil without `/proc/meminfo`.
  package init?(root: String) {
    func text(_ path: String) -> String? { try? String(contentsOfFile: root + path, encoding: .utf8) }
    func number(_ path: String) -> Int? {
      text(path).flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
    let machine = text("/proc/meminfo") ?? ""
    guard let total = Self.number("MemTotal:", in: machine) else { return nil }
    var (size, limit) = (total << 10, Limit.machine)
    var free = (Self.number("MemAvailable:", in: machine) ?? total) << 10
    var reclaimable = (Self.number("SwapFree:", in: machine) ?? 0) << 10
    let groups = ControlGroups.folders(text("/proc/self/cgroup") ?? "", controller: "memory")
    for (folder, version) in groups {
      let names =
        version == 2
        ? ("memory.max", "memory.current", "inactive_file")
        : ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
      let path = "\(folder)/\(names.0)"
      guard let most = number(path), most > 0, most < total << 10 else { continue }
      if most < size { (size, limit) = (most, .quota(path)) }
      // Pages of files that nobody reads any more are given back.
      let pages = text(folder + "/memory.stat") ?? ""
      let kept = Self.number(names.2, in: pages) ?? 0
      reclaimable += Self.number(names.2.replacingOccurrences(of: "inactive", with: "active"), in: pages) ?? 0
      if let used = number("\(folder)/\(names.1)") { free = min(free, max(0, most - used + kept)) }
    }
    (self.size, self.free, self.limit) = (size, min(free, size), limit)
    self.reclaimable = reclaimable
  }

  /// For people: "those of the machine", "the limit of /sys/fs/cgroup/memory.max".
  public var limitText: String {
    switch limit {
    case .machine: "that of the machine"
    case .quota(let path): "the limit of \(path)"
    }
  }

  // The number behind a word at the start of a line.
  private static func number(_ name: String, in text: String) -> Int? {
    for line in text.split(separator: "\n") {
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.count > 1, words[0] == name { return Int(words[1]) }
    }
    return nil
  }
}
