import Foundation

/// Which process on which machine: enough to tell later whether it still lives.
///
/// A process id alone may be used again; with the time at which the process began, in clock ticks since boot, and the
/// boot's id it is unique on its host. Containers on one host may share all of that and yet number their processes each
/// in its own way, so the name space of process ids belongs to it too.
package struct ProcessIdentity: Codable, Hashable, Sendable {
  package var host: String
  var boot: String
  var processSpace: String
  var process: Int32
  var start: String

  /// This process.
  static let current = ProcessIdentity(
    host: hostName(), boot: text(of: "/proc/sys/kernel/random/boot_id"), processSpace: ownProcessSpace(),
    process: getpid(), start: ownStart())

  /// A process on this machine by its id; nil if there is none.
  init?(living process: Int32) {
    guard Self.showsOwnSpace, let start = Self.startTime(Self.text(of: "/proc/\(process)/stat")) else {
      return nil
    }
    self = Self.current
    (self.process, self.start) = (process, start)
  }

  private init(host: String, boot: String, processSpace: String, process: Int32, start: String) {
    (self.host, self.boot, self.processSpace) = (host, boot, processSpace)
    (self.process, self.start) = (process, start)
  }

  /// The journal name of this process.
  package var journalName: String { journalPrefix(process) + start }

  /// How the journal names of processes of this number on this machine begin, since it was started.
  static func journalPrefix(process: Int32) -> String { current.journalPrefix(process) }

  private func journalPrefix(_ process: Int32) -> String {
    let plain = host.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") ? $0 : "_" }
    return "\(String(plain))-\(process)-\(boot.prefix(4))"
  }

  /// Whether the process lives; nil where that cannot be seen: on another host, after another boot, which may be that of
  /// another machine of the same name, in another container, or where the system hides the processes of others or tells
  /// nothing of its boot and name spaces.
  package var isAlive: Bool? {
    let own = ProcessIdentity.current
    guard host == own.host, boot == own.boot, processSpace == own.processSpace, !boot.isEmpty,
      !processSpace.isEmpty
    else { return nil }
    // Numbers are right within a name space, whatever /proc shows.
    if kill(process, 0) != 0, errno == ESRCH { return false }
    guard Self.showsOwnSpace, !start.hasPrefix(Self.unseen) else { return nil }
    let stat = Self.text(of: "/proc/\(process)/stat")
    if let found = Self.startTime(stat) { return found == start }
    // A process of this number is there; it has ended (Z), or is hidden (hidepid).
    return stat.isEmpty ? nil : false
  }

  // In front of what stands for the start of a process that cannot see its own.
  private static let unseen = "t"

  // Whether the numbers under /proc are those of this process's name space: it may be that of a container's host.
  private static let showsOwnSpace =
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self")) == "\(getpid())"

  private static func ownStart() -> String {
    if let start = startTime(text(of: "/proc/self/stat")) { return start }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return "\(unseen)\(now.tv_sec)-\(now.tv_nsec)"
  }

  private static func hostName() -> String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "unknown-host" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func ownProcessSpace() -> String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
  }

  private static func text(of path: String) -> String {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  // Field 22 of /proc/PID/stat; the second field, the name, may hold blanks and ends at the last parenthesis. A process
  // that has ended but was not yet waited for (state Z) counts as dead.
  private static func startTime(_ stat: String) -> String? {
    guard let end = stat.lastIndex(of: ")") else { return nil }
    let fields = stat[stat.index(after: end)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z" else { return nil }
    return String(fields[19])
  }
}
