import CZlib
import Dense

extension ZipDirectory.Entry {
  /// A deflate stream of n bytes unpacks to at most 1032 n (zlib's documentation); the size that a directory claims
  /// is checked against this before memory is asked for.
  private static let largestRatio = 1032

  /// The unpacked bytes of this entry of `archive`, checked against size and CRC-32. Stored entries are not copied.
  func content(of archive: BoundedBytes, path: String) throws -> BoundedBytes {
    guard let packed = archive.slice(at: offset, length: compressedSize) else {
      throw DataFileError.content(path, "lies outside of the archive")
    }
    let unpacked = isDeflated ? try inflated(packed, path: path) : packed
    let found = UInt32(truncatingIfNeeded: crc32_z(0, unpacked.raw.baseAddress, unpacked.count))
    // crc32_z answers a nil address with the initial value, 0, which is also the checksum of no bytes.
    guard found == checksum else {
      throw DataFileError.content(
        path,
        "is damaged: the CRC-32 is \(String(found, radix: 16)), the archive says \(String(checksum, radix: 16))"
      )
    }
    return unpacked
  }

  private func inflated(_ packed: BoundedBytes, path: String) throws -> BoundedBytes {
    guard size / Self.largestRatio <= compressedSize else {
      throw DataFileError.content(path, "is damaged: \(compressedSize) bytes cannot unpack to \(size)")
    }
    let buffer = AlignedBuffer<UInt8>(uninitialized: size)
    let damaged = DataFileError.content(path, "is damaged: not a deflate stream of \(size) bytes")
    var stream = z_stream()
    guard czlib_inflate_raw_init(&stream) == Z_OK else {
      throw DataFileError(kind: .file, path: path, message: "no memory to unpack it")
    }
    defer { inflateEnd(&stream) }
    // zlib counts in 32 bits: both sides are handed over in pieces. One byte more than promised is offered, so that
    // a longer stream shows.
    var (read, written) = (0, 0)
    var surplus: UInt8 = 0
    var status = Z_OK
    while status == Z_OK {
      let input = UnsafeRawBufferPointer(rebasing: packed.raw[read...].prefix(1 << 30))
      let output = UnsafeMutableRawBufferPointer(
        rebasing: UnsafeMutableRawBufferPointer(buffer.elements)[min(written, size)...].prefix(1 << 30))
      stream.next_in = input.baseAddress.map {
        UnsafeMutablePointer(mutating: $0.assumingMemoryBound(to: UInt8.self))
      }
      stream.avail_in = UInt32(input.count)
      let room = output.isEmpty ? 1 : output.count
      status = withUnsafeMutablePointer(to: &surplus) { spare in
        let target = output.isEmpty ? nil : output.baseAddress
        stream.next_out = target.map { $0.assumingMemoryBound(to: UInt8.self) } ?? spare
        stream.avail_out = UInt32(room)
        return inflate(&stream, Z_NO_FLUSH)
      }
      read += input.count - Int(stream.avail_in)
      written += room - Int(stream.avail_out)
      guard written <= size else { throw damaged }
    }
    guard status == Z_STREAM_END, written == size, read == packed.count else { throw damaged }
    return BoundedBytes(buffer)
  }
}
