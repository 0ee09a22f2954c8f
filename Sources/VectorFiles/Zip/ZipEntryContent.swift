import CZlib
import Dense

extension ZipDirectory.Entry {
  /// A deflate stream of n bytes unpacks to at most 1032 n (zlib's documentation); the size that a directory claims
  /// is checked against this before memory is asked for.
  private static let largestRatio = 1032

  /// The unpacked bytes of this entry of `archive`, checked against size and CRC-32. Stored entries are not copied.
  func content(of archive: BoundedBytes, path: String) throws -> BoundedBytes {
    let packed = try packed(in: archive, path: path)
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

  /// The first bytes of this entry, at most `length`, without a check of size and checksum.
  func beginning(of archive: BoundedBytes, length: Int, path: String) throws -> BoundedBytes {
    let packed = try packed(in: archive, path: path)
    guard isDeflated else { return packed.part(0..<min(length, packed.count)) }
    do {
      return try Inflation(packed, format: .raw, expected: length, limit: length).bytes
    } catch { throw failure(error, path: path) }
  }

  private func packed(in archive: BoundedBytes, path: String) throws -> BoundedBytes {
    guard let packed = archive.slice(at: offset, length: compressedSize) else {
      throw DataFileError.content(path, "lies outside of the archive")
    }
    return packed
  }

  private func inflated(_ packed: BoundedBytes, path: String) throws -> BoundedBytes {
    guard size / Self.largestRatio <= compressedSize else {
      throw DataFileError.content(path, "is damaged: \(compressedSize) bytes cannot unpack to \(size)")
    }
    guard size <= SystemMemory.size else { throw failure(.noMemory, path: path) }
    do {
      let inflation = try Inflation(packed, format: .raw, expected: size, limit: size)
      guard inflation.isWhole, inflation.bytes.count == size, inflation.consumed == packed.count else {
        throw failure(.damaged, path: path)
      }
      return inflation.bytes
    } catch let error as Inflation.Failure { throw failure(error, path: path) }
  }

  private func failure(_ failure: Inflation.Failure, path: String) -> DataFileError {
    switch failure {
    case .noMemory:
      .content(
        path,
        "unpacks to \(SystemMemory.words(size)), more than the \(SystemMemory.words(SystemMemory.size)) of this machine's memory"
      )
    case .endsEarly, .damaged: .content(path, "is damaged: not a deflate stream of \(size) bytes")
    }
  }
}
