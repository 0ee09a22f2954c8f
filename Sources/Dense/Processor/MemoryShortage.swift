import Foundation

/// Memory that a step of the work needs and this process cannot have: found before it is asked for, where that is possible.
///
/// A system that promises more memory than it has ends the program without a word when the promise is called in, and the
/// standard library ends it by a trap where it gets none. Here one line says what is needed.
public struct MemoryShortage: Equatable, Sendable {
  /// Bytes that are needed at once.
  public let needed: Int
  /// What this process may take, and what of it is free; nil where the system does not tell.
  public let available: AvailableMemory?
  /// The limit of the address space (`ulimit -v`), where that is what stands in the way.
  public let addressSpace: Int?

  /// Smaller pieces are not worth a look at what is free: 64 MiB.
  static let leastBytes = 64 << 20

  /// What is missing for so many bytes more; nil if nothing is, for less than 64 MiB, and where the system does not tell.
  /// Costs about 50 µs.
  public static func of(_ bytes: Int) -> MemoryShortage? {
    guard bytes >= leastBytes else { return nil }
    let available = AvailableMemory.current
    if let limit = AddressSpace.limit, !AddressSpace.hasRoom(bytes) {
      return MemoryShortage(needed: bytes, available: available, addressSpace: limit)
    }
    guard let available, bytes > available.free + available.reclaimable else { return nil }
    return MemoryShortage(needed: bytes, available: available, addressSpace: nil)
  }

  /// Ends the program for want of so many bytes, which the system refused.
  public static func end(_ bytes: Int) -> Never {
    let limit = AddressSpace.hasRoom(bytes) ? nil : AddressSpace.limit
    MemoryShortage(needed: bytes, available: .current, addressSpace: limit).end()
  }

  /// For people: "not enough memory: 9216 MiB are needed at once, 2048 MiB are free of 4096 MiB, that of the machine".
  public var text: String {
    let mebibytes = needed >> 20 + (needed & ((1 << 20) - 1) == 0 ? 0 : 1)
    let start = "not enough memory: \(mebibytes) MiB are needed at once"
    if let addressSpace {
      return start + ", the address space is limited to \(addressSpace >> 20) MiB (ulimit -v)"
    }
    guard let available else { return start }
    return start
      + ", \(available.free >> 20) MiB are free of \(available.size >> 20) MiB, \(available.limitText)"
  }

  /// Ends the program: one line on stderr behind the program's name, exit code 69.
  public func end() -> Never {
    let program = ProgramArguments.all.first?.split(separator: "/").last ?? "crossmodal"
    try? FileHandle.standardError.write(contentsOf: Data("\(program): \(text)\n".utf8))
    // What libraries do at an orderly end may need memory too, or wait for threads that do.
    _exit(69)
  }
}
