/// gzip (RFC 1952): one or more members that follow each other.
enum Gzip {
  /// How a packed file begins.
  static let magic: [UInt8] = [0x1f, 0x8b]

  /// Whether these bytes are packed.
  static func isPacked(_ bytes: BoundedBytes) -> Bool { bytes.starts(with: magic) }

  /// The most that a file may become: real data packs to a tenth or a third, not to a thousandth.
  static func limit(packed: Int) -> Int { 64 << 20 + 256 * packed }

  /// The unpacked bytes, checksum and length of every member checked.
  /// - Throws: ``DataFileError`` for what is damaged, ends early or becomes larger than the limit.
  static func unpacked(_ packed: BoundedBytes, path: String) throws -> BoundedBytes {
    let limit = limit(packed: packed.count)
    // The last four bytes are the length of the last member: of the whole, where there is one member.
    let length = packed.integer(UInt32.self, at: packed.count - 4).map(Int.init) ?? 0
    do {
      let inflation = try Inflation(packed, format: .gzip, expected: length, limit: limit)
      guard inflation.isWhole else {
        throw DataFileError.content(
          path,
          "unpacks to more than \(SystemMemory.words(limit)) (64 MiB and 256 times its \(packed.count) bytes); "
            + "unpack it with gunzip if that is right")
      }
      return inflation.bytes
    } catch let failure as Inflation.Failure {
      throw DataFileError.content(path, Self.words(failure, packed: packed))
    }
  }

  private static func words(_ failure: Inflation.Failure, packed: BoundedBytes) -> String {
    switch failure {
    case .endsEarly: "is gzip and ends early, after \(packed.count) bytes: is the copy complete?"
    case .damaged: "is gzip and damaged: its checksum or its packed bytes are wrong"
    case .noMemory:
      "unpacks to more than the \(SystemMemory.words(SystemMemory.size)) of this machine's memory"
    }
  }
}
