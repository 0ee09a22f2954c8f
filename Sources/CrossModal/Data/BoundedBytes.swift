/// Bytes that somebody else owns, read only where they exist: every access is checked in all build modes.
///
/// The place where parsers of untrusted files touch memory. A value keeps its owner alive.
struct BoundedBytes: @unchecked Sendable {
  /// The bytes; `owner` keeps them alive.
  let raw: UnsafeRawBufferPointer
  let owner: AnyObject

  init(_ raw: UnsafeRawBufferPointer, owner: AnyObject) {
    (self.raw, self.owner) = (raw, owner)
  }

  init(_ file: MappedFile) {
    self.init(file.bytes, owner: file)
  }

  /// A copy of `array`.
  init(copying array: some Collection<UInt8>) {
    let buffer = ByteBuffer(count: array.count)
    buffer.mutableBytes.copyBytes(from: array)
    self.init(UnsafeRawBufferPointer(buffer.mutableBytes), owner: buffer)
  }

  var count: Int { raw.count }

  /// The byte at `offset`; nil behind the end.
  func byte(at offset: Int) -> UInt8? {
    offset >= 0 && offset < raw.count ? raw[offset] : nil
  }

  /// The little-endian integer that starts at `offset`; nil if any byte of it lies outside.
  func integer<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type, at offset: Int) -> Value? {
    let size = MemoryLayout<Value>.size
    guard offset >= 0, raw.count >= size, offset <= raw.count - size else { return nil }
    return Value(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: Value.self))
  }

  /// `length` bytes from `offset` on; nil if any of them lies outside.
  func slice(at offset: Int, length: Int) -> BoundedBytes? {
    guard offset >= 0, length >= 0, offset <= raw.count, length <= raw.count - offset else { return nil }
    return BoundedBytes(UnsafeRawBufferPointer(rebasing: raw[offset..<offset + length]), owner: owner)
  }

  /// Whether the bytes at `offset` are those of `pattern`.
  func starts(with pattern: some Collection<UInt8>, at offset: Int = 0) -> Bool {
    guard let part = slice(at: offset, length: pattern.count) else { return false }
    return part.raw.elementsEqual(pattern)
  }
}

/// Memory for bytes, 64-byte aligned, not initialized: for numbers that are about to be written.
final class ByteBuffer: @unchecked Sendable {
  let mutableBytes: UnsafeMutableRawBufferPointer

  init(count: Int) {
    mutableBytes = .allocate(byteCount: count, alignment: 64)
  }

  deinit { mutableBytes.deallocate() }
}

/// Products of sizes from untrusted files.
enum CheckedSize {
  /// The product; nil for a negative factor or if the product does not fit `Int`. No factors: 1.
  static func product(_ factors: some Sequence<Int>) -> Int? {
    var result = 1
    var overflow = false
    var isZero = false
    for factor in factors {
      guard factor >= 0 else { return nil }
      // A zero later on makes the product 0 even if the partial product is too large.
      if factor == 0 { isZero = true }
      let (product, isTooLarge) = result.multipliedReportingOverflow(by: factor)
      overflow = overflow || isTooLarge
      result = isTooLarge ? 1 : product
    }
    return isZero ? 0 : overflow ? nil : result
  }
}
