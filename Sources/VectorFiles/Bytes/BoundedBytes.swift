import Dense
import Foundation

/// Bytes that somebody else owns, read only where they exist: every access is checked in all build modes.
///
/// The place where parsers of untrusted files touch memory. A value keeps its owner alive. Offsets count from 0.
package struct BoundedBytes: @unchecked Sendable {
  /// The bytes; `owner` keeps them alive.
  @usableFromInline let raw: UnsafeRawBufferPointer
  @usableFromInline let owner: AnyObject

  @usableFromInline
  init(_ raw: UnsafeRawBufferPointer, owner: AnyObject) {
    (self.raw, self.owner) = (raw, owner)
  }

  package init(_ file: MappedFile) {
    self.init(file.bytes, owner: file)
  }

  /// The bytes of a buffer.
  package init(_ buffer: AlignedBuffer<UInt8>) {
    self.init(UnsafeRawBufferPointer(buffer.elements), owner: buffer)
  }

  /// A copy of `array`.
  package init(copying array: some Collection<UInt8>) {
    let buffer = AlignedBuffer<UInt8>(uninitialized: array.count)
    UnsafeMutableRawBufferPointer(buffer.elements).copyBytes(from: array)
    self.init(buffer)
  }

  /// The byte at `offset`; nil behind the end.
  @inlinable package func byte(at offset: Int) -> UInt8? {
    offset >= 0 && offset < raw.count ? raw[offset] : nil
  }

  /// The little-endian integer that starts at `offset`; nil if any byte of it lies outside.
  @inlinable package func integer<Value: FixedWidthInteger & BitwiseCopyable>(
    _ type: Value.Type, at offset: Int
  ) -> Value? {
    let size = MemoryLayout<Value>.size
    guard offset >= 0, raw.count >= size, offset <= raw.count - size else { return nil }
    return Value(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: Value.self))
  }

  /// `length` bytes from `offset` on; nil if any of them lies outside.
  @inlinable package func slice(at offset: Int, length: Int) -> BoundedBytes? {
    guard offset >= 0, length >= 0, offset <= raw.count, length <= raw.count - offset else { return nil }
    return BoundedBytes(UnsafeRawBufferPointer(rebasing: raw[offset..<offset + length]), owner: owner)
  }

  /// The bytes of a range, which must lie inside.
  @inlinable package func part(_ range: Range<Int>) -> BoundedBytes {
    BoundedBytes(UnsafeRawBufferPointer(rebasing: raw[range]), owner: owner)
  }

  /// Whether the bytes at `offset` are those of `pattern`.
  package func starts(with pattern: some Collection<UInt8>, at offset: Int) -> Bool {
    guard let part = slice(at: offset, length: pattern.count) else { return false }
    return part.raw.elementsEqual(pattern)
  }

  /// Offset of the first `byte` at `start` or behind; nil if there is none. `memchr`.
  package func firstOffset(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start >= 0, start < raw.count, let base = raw.baseAddress else { return nil }
    return memchr(base + start, Int32(byte), raw.count - start).map { UnsafeRawPointer($0) - base }
  }

  /// The text that the bytes are; nil if they are not UTF-8.
  package var text: String? { String(validating: raw, as: UTF8.self) }
}

extension BoundedBytes: RandomAccessCollection {
  /// 0.
  @inlinable package var startIndex: Int { 0 }
  /// Number of bytes.
  @inlinable package var endIndex: Int { raw.count }
  /// The byte at an offset, which must lie inside.
  @inlinable package subscript(offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < raw.count, "byte \(offset) of \(raw.count)")
    return raw[offset]
  }
  @inlinable package func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result? {
    try body(raw.bindMemory(to: UInt8.self))
  }
}
