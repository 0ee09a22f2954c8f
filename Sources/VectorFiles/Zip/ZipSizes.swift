/// The sizes and the header offset of a zip directory record: 32-bit fields, and where one of them is 0xffffffff,
/// the 64-bit value from the record's zip64 extra field (kind 1), which lists only those, in this order.
struct ZipSizes {
  let size: Int
  let compressedSize: Int
  let headerOffset: Int

  /// Reads the directory record at `record`; nil if it or its extra fields are damaged.
  init?(_ bytes: BoundedBytes, record: Int, extra: BoundedBytes) {
    guard let compressedSize = bytes.integer(UInt32.self, at: record + 20),
      let size = bytes.integer(UInt32.self, at: record + 24),
      let headerOffset = bytes.integer(UInt32.self, at: record + 42),
      let wide = Self.wideField(extra)
    else { return nil }
    var position = 0
    func widened(_ value: UInt32) -> Int? {
      guard value == UInt32.max else { return Int(value) }
      defer { position += 8 }
      return wide?.integer(UInt64.self, at: position).flatMap(Int.init(exactly:))
    }
    // The order of evaluation is the order of the values in the field.
    guard let size = widened(size), let compressedSize = widened(compressedSize),
      let headerOffset = widened(headerOffset)
    else { return nil }
    (self.size, self.compressedSize, self.headerOffset) = (size, compressedSize, headerOffset)
  }

  /// The zip64 field among the extra fields: `.some(nil)` if there is none, nil if the fields are damaged.
  private static func wideField(_ extra: BoundedBytes) -> BoundedBytes?? {
    var position = 0
    while position < extra.count {
      guard let kind = extra.integer(UInt16.self, at: position),
        let length = extra.integer(UInt16.self, at: position + 2).map(Int.init),
        let field = extra.slice(at: position + 4, length: length)
      else { return .none }
      if kind == 1 { return .some(field) }
      position += 4 + length
    }
    return .some(nil)
  }
}
