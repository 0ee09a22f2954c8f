import CZlib

/// Writes a zip archive of stored entries, version 2.0 of the format: no 64-bit sizes, time stamps of 1980-01-01.
struct ZipWriter {
  private let writer: AtomicFileWriter
  private var directory: [UInt8] = []
  private var count = 0
  private var offset = 0

  init(_ writer: AtomicFileWriter) {
    self.writer = writer
  }

  /// Appends one entry whose content is `header` and then `payload`.
  mutating func append(name: String, header: [UInt8], payload: BoundedBytes) throws {
    let name = Array(name.utf8)
    precondition(name.count > 0 && name.count <= 60_000, "a zip entry's name of \(name.count) bytes")
    let size = header.count + payload.count
    guard count < 0xfffe, size < Int(UInt32.max), offset + size + 128 + name.count < Int(UInt32.max) else {
      throw DataFileError.content(
        writer.path, "would need a 64-bit zip archive; up to 4 GiB and 65,534 arrays can be written")
    }
    // crc32_z answers a nil address with the initial value instead of the checksum so far.
    var checksum = header.withUnsafeBytes { crc32_z(0, $0.baseAddress, $0.count) }
    if payload.count > 0 { checksum = crc32_z(checksum, payload.raw.baseAddress, payload.count) }
    let isASCII = name.allSatisfy { $0 < 0x80 }
    // From "version needed" to "extra length": what both headers have in common. Flag bit 11: the name is UTF-8.
    var common: [UInt8] = []
    common.append(20, bytes: 2)
    common.append(isASCII ? 0 : 0x800, bytes: 2)
    common.append(0, bytes: 2)
    common.append(0, bytes: 2)
    common.append(0x21, bytes: 2)
    common.append(Int(checksum), bytes: 4)
    common.append(size, bytes: 4)
    common.append(size, bytes: 4)
    common.append(name.count, bytes: 2)
    common.append(0, bytes: 2)

    var local: [UInt8] = []
    local.append(0x0403_4b50, bytes: 4)
    local += common + name
    try writer.write(local)
    try writer.write(header)
    try writer.write(payload.raw)

    directory.append(0x0201_4b50, bytes: 4)
    directory.append(20, bytes: 2)
    directory += common
    // Comment length, disk, internal and external attributes.
    directory.append(0, bytes: 10)
    directory.append(offset, bytes: 4)
    directory += name
    offset += local.count + size
    count += 1
  }

  /// Appends the directory.
  func finish() throws {
    guard offset + directory.count < Int(UInt32.max) else {
      throw DataFileError.content(writer.path, "would need a 64-bit zip archive; up to 4 GiB can be written")
    }
    var end: [UInt8] = []
    end.append(0x0605_4b50, bytes: 4)
    end.append(0, bytes: 4)
    end.append(count, bytes: 2)
    end.append(count, bytes: 2)
    end.append(directory.count, bytes: 4)
    end.append(offset, bytes: 4)
    end.append(0, bytes: 2)
    try writer.write(directory)
    try writer.write(end)
  }
}

extension [UInt8] {
  /// Appends the lowest `bytes` bytes of `value`, little-endian.
  fileprivate mutating func append(_ value: Int, bytes: Int) {
    for index in 0..<bytes { append(index < 8 ? UInt8(truncatingIfNeeded: value >> (8 * index)) : 0) }
  }
}
