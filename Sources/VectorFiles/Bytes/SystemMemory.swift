import Foundation

/// What memory there is.
enum SystemMemory {
  /// The bytes of physical memory of this machine. What needs more is refused, since asking for it would end the program.
  static let size = max(1 << 30, sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)))

  /// A size in words: `1.5 GiB`, `12 MiB`.
  static func words(_ bytes: Int) -> String {
    let mebibytes = Double(bytes) / 0x1p20
    return mebibytes < 1024
      ? "\(Int(mebibytes.rounded(.up))) MiB" : "\((mebibytes / 102.4).rounded() / 10) GiB"
  }
}
