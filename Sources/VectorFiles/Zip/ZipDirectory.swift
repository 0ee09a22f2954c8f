/// The directory of a zip archive, as far as `.npz` files need it: one disk, no encryption, stored or deflated
/// entries, 32- and 64-bit sizes.
///
/// Sizes and checksums are those of the central directory at the end of the file, which is complete also where the
/// entry's own header leaves them open. All offsets are checked against the file, entries may not overlap.
struct ZipDirectory {
  /// One file of the archive.
  struct Entry: Equatable {
    var name: String
    var isDeflated: Bool
    var checksum: UInt32
    var compressedSize: Int
    var size: Int
    /// Offset of the first (compressed) byte.
    var offset: Int
  }

  /// The entries in the order of the directory.
  private(set) var entries: [Entry] = []
  private let bytes: BoundedBytes
  private let path: String

  /// Reads the directory of the archive `bytes`; `path` is for messages.
  init(_ bytes: BoundedBytes, path: String) throws {
    (self.bytes, self.path) = (bytes, path)
    guard bytes.count > 0 else { throw fail("is empty; an .npz file is a zip archive") }
    let (start, end, count) = try locate()
    var position = start
    for index in 0..<count {
      guard let record = try entry(at: position, directoryStart: start), record.next <= end else {
        throw fail("entry \(index + 1) of \(count) in the zip directory, at byte \(position), is damaged")
      }
      entries.append(record.entry)
      position = record.next
    }
    guard position == end else {
      throw fail("the zip directory has bytes after its \(count) entries, at byte \(position)")
    }
    try checkNames()
    try checkOverlaps()
  }

  private func fail(_ message: String) -> DataFileError { .content(path, message) }

  /// Where the central directory starts and ends, and how many entries it has.
  private func locate() throws -> (start: Int, end: Int, count: Int) {
    let recordSize = 22
    guard bytes.count >= recordSize else {
      throw fail("is too short for a zip archive: \(bytes.count) bytes")
    }
    // The end record is followed by a comment of at most 65,535 bytes, whose length it holds.
    var candidate = bytes.count - recordSize
    let lowest = max(0, candidate - 0xffff)
    while candidate >= lowest {
      if bytes.integer(UInt32.self, at: candidate) == 0x0605_4b50,
        bytes.integer(UInt16.self, at: candidate + 20).map(Int.init) == bytes.count - candidate - recordSize
      {
        return try directory(endRecord: candidate)
      }
      candidate -= 1
    }
    throw fail("is not a complete zip archive: no end record found")
  }

  private func directory(endRecord: Int) throws -> (start: Int, end: Int, count: Int) {
    guard let disk = bytes.integer(UInt16.self, at: endRecord + 4),
      let startDisk = bytes.integer(UInt16.self, at: endRecord + 6),
      let diskCount = bytes.integer(UInt16.self, at: endRecord + 8),
      let count = bytes.integer(UInt16.self, at: endRecord + 10),
      let size = bytes.integer(UInt32.self, at: endRecord + 12),
      let start = bytes.integer(UInt32.self, at: endRecord + 16)
    else { throw fail("the zip end record at byte \(endRecord) is damaged") }
    if count == 0xffff || size == 0xffff_ffff || start == 0xffff_ffff {
      return try directory64(endRecord: endRecord)
    }
    guard disk == 0, startDisk == 0, diskCount == count else {
      throw fail("is a part of a zip archive on several disks; whole archives are allowed")
    }
    return try checked(start: UInt64(start), size: UInt64(size), count: UInt64(count), limit: endRecord)
  }

  private func directory64(endRecord: Int) throws -> (start: Int, end: Int, count: Int) {
    let locator = endRecord - 20
    guard bytes.integer(UInt32.self, at: locator) == 0x0706_4b50,
      let offset = bytes.integer(UInt64.self, at: locator + 8).flatMap(Int.init(exactly:)),
      offset < locator, bytes.integer(UInt32.self, at: offset) == 0x0606_4b50,
      let disk = bytes.integer(UInt32.self, at: offset + 16), disk == 0,
      let count = bytes.integer(UInt64.self, at: offset + 32),
      let size = bytes.integer(UInt64.self, at: offset + 40),
      let start = bytes.integer(UInt64.self, at: offset + 48)
    else { throw fail("the zip64 end record before byte \(endRecord) is damaged") }
    return try checked(start: start, size: size, count: count, limit: offset)
  }

  private func checked(start: UInt64, size: UInt64, count: UInt64, limit: Int) throws -> (
    start: Int, end: Int, count: Int
  ) {
    let (end, isTooLarge) = start.addingReportingOverflow(size)
    // A directory record has at least 46 bytes.
    guard !isTooLarge, end <= UInt64(limit), count <= size / 46 else {
      throw fail(
        "the zip end record promises \(count) entries in \(size) bytes from byte \(start), before byte \(limit)"
      )
    }
    return (Int(start), Int(end), Int(count))
  }

  /// The directory record at `position` and where the next one starts; nil if it is damaged.
  private func entry(at position: Int, directoryStart: Int) throws -> (entry: Entry, next: Int)? {
    guard bytes.integer(UInt32.self, at: position) == 0x0201_4b50,
      let flags = bytes.integer(UInt16.self, at: position + 8),
      let method = bytes.integer(UInt16.self, at: position + 10),
      let checksum = bytes.integer(UInt32.self, at: position + 16),
      let nameLength = bytes.integer(UInt16.self, at: position + 28).map(Int.init),
      let extraLength = bytes.integer(UInt16.self, at: position + 30).map(Int.init),
      let commentLength = bytes.integer(UInt16.self, at: position + 32).map(Int.init),
      let name = bytes.slice(at: position + 46, length: nameLength),
      let extra = bytes.slice(at: position + 46 + nameLength, length: extraLength),
      let sizes = ZipSizes(bytes, record: position, extra: extra)
    else { return nil }
    let text = String(decoding: name.raw, as: UTF8.self)
    guard flags & 0x2041 == 0 else { throw fail("entry \(DataFileError.quoted(text)) is encrypted") }
    guard method == 0 || method == 8 else {
      throw fail(
        "entry \(DataFileError.quoted(text)) is packed by method \(method); stored (0) and deflated (8) are allowed"
      )
    }
    guard method == 8 || sizes.size == sizes.compressedSize,
      let offset = dataOffset(header: sizes.headerOffset, name: name),
      bytes.slice(at: offset, length: sizes.compressedSize) != nil,
      offset + sizes.compressedSize <= directoryStart
    else { return nil }
    let entry = Entry(
      name: text, isDeflated: method == 8, checksum: checksum, compressedSize: sizes.compressedSize,
      size: sizes.size, offset: offset)
    return (entry, position + 46 + nameLength + extraLength + commentLength)
  }

  /// Where the bytes of the entry start whose own header is at `header`; nil if that header is damaged or has
  /// another name than the directory.
  private func dataOffset(header: Int, name: BoundedBytes) -> Int? {
    guard bytes.integer(UInt32.self, at: header) == 0x0403_4b50,
      let nameLength = bytes.integer(UInt16.self, at: header + 26).map(Int.init),
      let extraLength = bytes.integer(UInt16.self, at: header + 28).map(Int.init),
      nameLength == name.count, bytes.starts(with: name.raw, at: header + 30)
    else { return nil }
    return header + 30 + nameLength + extraLength
  }

  private func checkNames() throws {
    var seen: Set<String> = []
    for entry in entries where !seen.insert(entry.name).inserted {
      throw fail("has two entries with the name \(DataFileError.quoted(entry.name))")
    }
  }

  private func checkOverlaps() throws {
    let ordered = entries.sorted { $0.offset < $1.offset }
    for (entry, next) in zip(ordered, ordered.dropFirst())
    where entry.offset + entry.compressedSize > next.offset {
      throw fail(
        "the entries \(DataFileError.quoted(entry.name)) and \(DataFileError.quoted(next.name)) overlap")
    }
  }
}
