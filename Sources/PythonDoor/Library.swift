import CCrossModal
import Dense
import ForeignFiles
import Foundation
import VectorFiles

/// What is done once in a process, and what is known of the library.
enum Library {
  /// Bytes of memory of this machine: what needs more is refused, since asking for it would end the process.
  static let memory = max(1 << 30, sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)))

  private static let prepared: Void = BLASLibrary.useOneThread()

  /// Makes products run on the thread that asks for them.
  static func prepare() { _ = prepared }

  /// Refuses work that needs more numbers in double precision than the machine holds.
  /// - Parameter numbers: an estimate, in `Double` since it may be beyond every whole number.
  static func check(numbers: Double, for work: String) throws {
    let (needed, held) = (8 * numbers / 0x1p30, Double(memory) / 0x1p30)
    try require(
      needed <= held,
      "\(work): needs about \(Int(min(needed, 1e15))) GiB of memory; this machine has \(Int(held)) GiB")
  }

  private struct Configuration: Encodable {
    var version = "0.1.0"
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
