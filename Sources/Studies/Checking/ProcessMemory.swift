import Foundation

/// The memory that this process has held, as the system counts it.
enum ProcessMemory {
  /// Begins to count the peak anew, where the system can.
  static func forgetPeak() {
    try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
  }

  /// The most bytes that were resident since; 0 where the system does not tell.
  static var peak: Int {
    guard let bytes = FileManager.default.contents(atPath: "/proc/self/status") else { return 0 }
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first {
      $0.hasPrefix("VmHWM:")
    }
    return (line?.split(whereSeparator: { " \t".contains($0) }).dropFirst().first.flatMap { Int($0) } ?? 0)
      * 1024
  }
}
