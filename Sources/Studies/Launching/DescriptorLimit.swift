import Foundation

/// How many workers the limit of open files (`ulimit -n`) lets one process watch.
package enum DescriptorLimit {
  /// Files that a worker keeps open here: its input, its errors, and the process itself.
  static let filesOfWorker = 3
  /// Workers that may be about to start at the same time, with files of their own until they have started.
  static let startsAtOnce = 4
  // Those of starts, and of journals that are read.
  private static let reserve = 5 * startsAtOnce + 12
  // Those of the program itself, of which some come and go: signals, timers, events.
  private static let usual = 24

  /// Raises the limit as far as it goes without rights: to the hard one.
  /// - Returns: the limit; `Int.max` where there is none or it is not known.
  @discardableResult package static func raise() -> Int {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var found = rlimit()
    guard getrlimit(resource, &found) == 0 else { return .max }
    if found.rlim_cur < found.rlim_max {
      var raised = found
      raised.rlim_cur = found.rlim_max
      if setrlimit(resource, &raised) == 0 { found = raised }
    }
    return Int(exactly: found.rlim_cur) ?? .max
  }

  /// The most workers that this process could watch now, under such a limit.
  package static func mostWorkers(limit: Int) -> Int {
    let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? 16
    return mostWorkers(limit: limit, open: open)
  }

  /// The same for a process that has so many files open.
  static func mostWorkers(limit: Int, open: Int) -> Int {
    max(0, (limit - min(limit, max(open, usual) + reserve)) / filesOfWorker)
  }
}
