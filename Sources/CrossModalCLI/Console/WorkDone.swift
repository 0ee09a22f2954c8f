import Dense
import Foundation

/// What a command took, for `--verbose`.
struct WorkDone {
  private let start = ContinuousClock.now

  /// One line: the program, what computed, wall-clock and processor time, and the largest resident memory.
  var text: String {
    let (wall, own) = (seconds(start.duration(to: .now)), usage(RUSAGE_SELF.rawValue))
    let children = usage(RUSAGE_CHILDREN.rawValue)
    let mebibytes = Double(max(own.kibibytes, children.kibibytes)) / 1024
    return "\(ProgramVersion.text), OpenBLAS \(BLASLibrary.version) \(BLASLibrary.kernel), "
      + "\(KernelPath.preferred.rawValue) kernels: \(wall.fixed(2)) s, "
      + "\((own.seconds + children.seconds).fixed(2)) s of processor time, at most \(mebibytes.fixed(0)) MiB"
  }

  private func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  private func usage(_ who: __rusage_who_t) -> (seconds: Double, kibibytes: Int) {
    var found = rusage()
    getrusage(who, &found)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
    return (seconds(found.ru_utime) + seconds(found.ru_stime), found.ru_maxrss)
  }
}
