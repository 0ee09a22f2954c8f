import CZlib

/// Writes a zip archive of stored entries with time stamps of 1980-01-01: version 2.0 of the format, and 4.5 with 64-bit
/// sizes where an entry, the archive or the number of entries needs them.
struct ZipWriter {
  /// From where on 64-bit fields are written.
  struct Limits {
    /// Sizes and offsets in bytes.
    var bytes = Int(UInt32.max)
    /// Number of entries.
    var entries = Int(UInt16.max)
  }

  private let writer: AtomicFileWriter
  private let limits: Limits
  private var directory: [UInt8] = []
  private var count = 0
  private var offset = 0

  /// An archive that is written to a file; `limits` below the format's are for tests.
  init(_ writer: AtomicFileWriter, limits: Limits = Limits()) {
    (self.writer, self.limits) = (writer, limits)
  }

  /// Appends one entry whose content is `header` and then `payload`.
  mutating func append(name: String, header: [UInt8], payload: BoundedBytes) throws {
    let name = Array(name.utf8)
    precondition(name.count > 0 && name.count <= 60_000, "a zip entry's name of \(name.count) bytes")
    let size = header.count + payload.count
    // crc32_z answers a nil address with the initial value instead of the checksum so far.
    var checksum = header.withUnsafeBytes { crc32_z(0, $0.baseAddress, $0.count) }
    if payload.count > 0 { checksum = crc32_z(checksum, payload.raw.baseAddress, payload.count) }
    let isASCII = name.allSatisfy { $0 < 0x80 }
    let isWide = size >= limits.bytes
    var local: [UInt8] = []
    local.append(0x0403_4b50, bytes: 4)
    // The entry's own header has both sizes in its 64-bit field, or none.
    let localExtra = isWide ? Self.wideField([size, size]) : []
    local += common(isASCII, checksum, isWide ? nil : size, version: isWide ? 45 : 20)
    local.append(name.count, bytes: 2)
    local.append(localExtra.count, bytes: 2)
    local += name + localExtra
    try writer.write(local)
    try writer.write(header)
    try writer.write(payload.raw)

    let isFar = offset >= limits.bytes
    let extra = Self.wideField((isWide ? [size, size] : []) + (isFar ? [offset] : []))
    let version = isWide || isFar ? 45 : 20
    directory.append(0x0201_4b50, bytes: 4)
    directory.append(version, bytes: 2)
    directory += common(isASCII, checksum, isWide ? nil : size, version: version)
    directory.append(name.count, bytes: 2)
    directory.append(extra.count, bytes: 2)
    // Comment length, disk, internal and external attributes.
    directory.append(0, bytes: 10)
    directory.append(isFar ? Int(UInt32.max) : offset, bytes: 4)
    directory += name + extra
    offset += local.count + size
    count += 1
  }

  /// Appends the directory.
  func finish() throws {
    try writer.write(directory)
    let isWide = count >= limits.entries || directory.count >= limits.bytes || offset >= limits.bytes
    if isWide { try writer.write(wideEnd) }
    var end: [UInt8] = []
    end.append(0x0605_4b50, bytes: 4)
    end.append(0, bytes: 4)
    end.append(isWide ? Int(UInt16.max) : count, bytes: 2)
    end.append(isWide ? Int(UInt16.max) : count, bytes: 2)
    end.append(isWide ? Int(UInt32.max) : directory.count, bytes: 4)
    end.append(isWide ? Int(UInt32.max) : offset, bytes: 4)
    end.append(0, bytes: 2)
    try writer.write(end)
  }

  // The 64-bit end record, and where it is.
  private var wideEnd: [UInt8] {
    var end: [UInt8] = []
    end.append(0x0606_4b50, bytes: 4)
    end.append(44, bytes: 8)
    end.append(45, bytes: 2)
    end.append(45, bytes: 2)
    end.append(0, bytes: 8)
    end.append(count, bytes: 8)
    end.append(count, bytes: 8)
    end.append(directory.count, bytes: 8)
    end.append(offset, bytes: 8)
    end.append(0x0706_4b50, bytes: 4)
    end.append(0, bytes: 4)
    end.append(offset + directory.count, bytes: 8)
    end.append(1, bytes: 4)
    return end
  }

  // From "version needed" to the sizes: what both headers have in common. Flag bit 11: the name is UTF-8.
  private func common(_ isASCII: Bool, _ checksum: UInt, _ size: Int?, version: Int) -> [UInt8] {
    var common: [UInt8] = []
    common.append(version, bytes: 2)
    common.append(isASCII ? 0 : 0x800, bytes: 2)
    common.append(0, bytes: 2)
    common.append(0, bytes: 2)
    common.append(0x21, bytes: 2)
    common.append(Int(checksum), bytes: 4)
    common.append(size ?? Int(UInt32.max), bytes: 4)
    common.append(size ?? Int(UInt32.max), bytes: 4)
    return common
  }

  // The extra field of kind 1: 64-bit numbers in the order of the fields that they stand for; nothing for none.
  private static func wideField(_ numbers: [Int]) -> [UInt8] {
    guard !numbers.isEmpty else { return [] }
    var field: [UInt8] = []
    field.append(1, bytes: 2)
    field.append(8 * numbers.count, bytes: 2)
    for number in numbers { field.append(number, bytes: 8) }
    return field
  }
}

extension [UInt8] {
  /// Appends the lowest `bytes` bytes of `value`, little-endian.
  fileprivate mutating func append(_ value: Int, bytes: Int) {
    for index in 0..<bytes { append(index < 8 ? UInt8(truncatingIfNeeded: value >> (8 * index)) : 0) }
  }
}
