import Foundation

/// Whether the processors that this process may run on are its own.
package struct ProcessorSharing: Sendable {
  /// The processors.
  package let processors: [Int]
  /// How many cores they are on: two processors of one core (hyperthreads) share its units.
  package let cores: Int
  private let root: String

  /// Those of this process; nil where the system does not tell.
  package init?() { self.init(root: "") }

  /// From the files below `root`, which is in front of `/proc` and `/sys`.
  init?(root: String) {
    self.root = root
    func text(_ path: String) -> String? { try? String(contentsOfFile: root + path, encoding: .utf8) }
    guard let processors = text("/proc/self/status").flatMap(AvailableProcessors.allowed),
      !processors.isEmpty
    else { return nil }
    self.processors = processors
    let siblings = processors.map { processor in
      text("/sys/devices/system/cpu/cpu\(processor)/topology/thread_siblings_list")
        .flatMap { AvailableProcessors.list($0.prefix { $0 != "\n" }) } ?? [
          processor
        ]
    }
    cores = Set(siblings).count
  }

  /// Time of the processors since the machine was started, in ticks: all of it, and what the machine below a virtual one gave
  /// to others meanwhile (steal).
  package struct Time: Sendable {
    package let all: Int
    package let stolen: Int

    /// The share of the time since `earlier` that was stolen; 0 where no time has passed.
    package func stolenShare(since earlier: Time) -> Double {
      all > earlier.all ? Double(max(0, stolen - earlier.stolen)) / Double(all - earlier.all) : 0
    }
  }

  /// The time until now, of these processors; nil where `/proc/stat` does not tell.
  package var time: Time? {
    guard let text = try? String(contentsOfFile: root + "/proc/stat", encoding: .utf8) else { return nil }
    let names = Set(processors.map { "cpu\($0)" })
    var (all, stolen, found) = (0, 0, false)
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let name = words.first, names.contains(String(name)) else { continue }
      // user, nice, system, idle, iowait, irq, softirq, steal; guests are counted in user.
      let numbers = words.dropFirst().prefix(8).map { Int($0) ?? 0 }
      guard numbers.count == 8 else { continue }
      (all, stolen, found) = (all + numbers.reduce(0, +), stolen + numbers[7], true)
    }
    return found ? Time(all: all, stolen: stolen) : nil
  }
}
