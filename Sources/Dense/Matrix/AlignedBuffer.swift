/// A fixed number of scalars in memory that starts at a 64-byte boundary (one cache line, one AVX-512 register)
/// and is zero at first.
///
/// The owner of all numbers in this module: matrices share one until somebody writes; the layer kernels use it as
/// scratch space. It is a reference: whoever holds it keeps the memory alive, which is what makes
/// ``MatrixView`` safe to pass around. Concurrent writes are the holder's to prevent.
public final class AlignedBuffer<Scalar: BitwiseCopyable & ExpressibleByIntegerLiteral>: @unchecked Sendable {
  /// The first scalar, 64-byte aligned. Valid as long as this object lives.
  public let pointer: UnsafeMutablePointer<Scalar>
  /// Number of scalars.
  public let count: Int

  /// Allocates `count` scalars and sets them to zero.
  public init(count: Int) {
    precondition(count >= 0, "a buffer of \(count) scalars")
    self.count = count
    // Padding to whole cache lines lets vector loops read past the last scalar without leaving the allocation.
    let bytes = (count * MemoryLayout<Scalar>.stride + 127) & ~63
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    raw.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    pointer = raw.assumingMemoryBound(to: Scalar.self)
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }

  /// Sets every scalar to zero.
  public func clear() {
    pointer.update(repeating: 0, count: count)
  }

  /// A new buffer with the same numbers.
  public func copy() -> AlignedBuffer {
    let result = AlignedBuffer(count: count)
    result.pointer.update(from: pointer, count: count)
    return result
  }
}
