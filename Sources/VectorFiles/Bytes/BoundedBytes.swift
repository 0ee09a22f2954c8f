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

  /// The bytes of a file.
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
    check(range)
    return BoundedBytes(UnsafeRawBufferPointer(rebasing: raw[range]), owner: owner)
  }

  /// Whether the bytes at `offset` are those of `pattern`. `memcmp`.
  @inlinable package func starts(with pattern: [UInt8], at offset: Int) -> Bool {
    pattern.withUnsafeBytes { starts(with: $0, at: offset) }
  }

  /// Whether the bytes at `offset` are those of `pattern`.
  @inlinable package func starts(with pattern: UnsafeRawBufferPointer, at offset: Int) -> Bool {
    guard offset >= 0, offset <= raw.count, pattern.count <= raw.count - offset else { return false }
    guard let here = raw.baseAddress, let there = pattern.baseAddress else { return pattern.isEmpty }
    return memcmp(here + offset, there, pattern.count) == 0
  }

  /// Whether the bytes of a range, which must lie inside, are these. For short ones.
  @inlinable package func equals(_ bytes: [UInt8], in range: Range<Int>) -> Bool {
    guard range.count == bytes.count else { return false }
    var place = range.lowerBound
    for byte in bytes {
      if self[place] != byte { return false }
      place += 1
    }
    return true
  }

  /// Offset of the first `byte` in a range, which must lie inside; nil if there is none. `memchr`.
  package func firstOffset(of byte: UInt8, in range: Range<Int>) -> Int? {
    check(range)
    guard let base = raw.baseAddress else { return nil }
    return memchr(base + range.lowerBound, Int32(byte), range.count).map { UnsafeRawPointer($0) - base }
  }

  /// The text that the bytes of a range are; nil if they are not UTF-8.
  package func text(in range: Range<Int>) -> String? {
    check(range)
    return String(validating: raw[range], as: UTF8.self)
  }

  // The standard library checks ranges of raw bytes in debug builds only.
  @usableFromInline func check(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= raw.count, "bytes \(range) of \(raw.count)")
  }
}

extension BoundedBytes: RandomAccessCollection {
  /// 0.
  @inlinable package var startIndex: Int { 0 }
  /// Number of bytes.
  @inlinable package var endIndex: Int { raw.count }
  /// Number of bytes.
  @inlinable package var count: Int { raw.count }
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
