extension MatrixView {
  /// How many rows remain where equal ones count once; rows are equal if all their bits are. Cost n d.
  package var distinctRowCount: Int {
    // Rows by a hash of their bytes; one that several rows share is decided by the bytes themselves.
    var seen: [Int: [Int]] = [:]
    seen.reserveCapacity(rows)
    var count = 0
    for index in 0..<rows {
      let bytes = UnsafeRawBufferPointer(row(index))
      var hasher = Hasher()
      hasher.combine(bytes: bytes)
      let hash = hasher.finalize()
      let isKnown = (seen[hash] ?? []).contains { bytes.elementsEqual(UnsafeRawBufferPointer(row($0))) }
      if isKnown { continue }
      seen[hash, default: []].append(index)
      count += 1
    }
    return count
  }
}
