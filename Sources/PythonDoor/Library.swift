import CCrossModal
import CProgramVersion
import CrossModal
import Dense
import ForeignFiles
import Foundation
import Synchronization
import VectorFiles

/// What is done once in a process, and what is known of the library.
enum Library {
  /// Bytes of memory of this machine: what needs more is refused, since asking for it would end the process.
  static let memory = max(1 << 30, sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)))

  private static let running = Atomic<Int>(0)

  private static let prepared: Void = {
    BLASLibrary.prepare()
    // OpenBLAS gives its memory back when the process ends, whoever computes in it: a call that was left behind would crash.
    on_exit({ status, _ in Library.end(status) }, nil)
  }()

  /// Runs the work of one function, on products that run on the thread that asks for them.
  static func run(_ work: () throws -> Void) rethrows {
    _ = prepared
    running.add(1, ordering: .sequentiallyConsistent)
    defer { running.subtract(1, ordering: .sequentiallyConsistent) }
    try work()
  }

  // Nothing where no function runs; else the process ends at once, before destructors of libraries.
  private static func end(_ status: Int32) {
    guard running.load(ordering: .sequentiallyConsistent) > 0 else { return }
    fflush(nil)
    _exit(status)
  }

  /// Refuses work that needs more numbers in double precision than the machine holds.
  /// - Parameter numbers: an estimate, in `Double` since it may be beyond every whole number.
  static func check(numbers: Double, for work: String) throws {
    let (needed, held) = (8 * numbers / 0x1p30, Double(memory) / 0x1p30)
    try require(
      needed <= held,
      "\(work): needs about \(Int(min(needed, 1e15))) GiB of memory; this machine has \(Int(held)) GiB")
  }

  private struct Configuration: Encodable {
    var version = String(cString: program_version())
    var openblas = BLASLibrary.version
    var kernel = BLASLibrary.kernel
    var path = KernelPath.preferred.rawValue
    var processors = AvailableProcessors.current.count
  }

  fileprivate static func describe() -> UnsafeMutablePointer<CChar>? { try? CText.json(Configuration()) }
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_abi_version() -> Int32 { CROSSMODAL_ABI_VERSION }

/// See `crossmodal.h`.
@c @implementation public func crossmodal_configuration() -> UnsafeMutablePointer<CChar>? {
  Library.describe()
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_programs(_ folder: UnsafePointer<CChar>?) {
  OwnProgram.setFolder(folder.flatMap { String(validatingCString: $0) })
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_text_free(_ text: UnsafeMutablePointer<CChar>?) { free(text) }
