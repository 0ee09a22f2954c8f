internal import DenseKernels

/// A fixed number of elements in memory that starts at a 64-byte boundary (one cache line, one AVX-512 register), on huge
/// pages where it is large and the system has them.
///
/// The owner of all memory in this package that is not an array: matrices share one until somebody writes; kernels and
/// readers use it as scratch space. It is a reference: whoever holds it keeps the memory alive, which is what makes
/// ``MatrixView`` safe to pass around. Concurrent writes are the holder's to prevent. C functions: `dense_allocate_large`,
/// `dense_discard_large`.
@usableFromInline
package final class AlignedBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  /// The first element, 64-byte aligned. Valid as long as this object lives.
  @usableFromInline package let pointer: UnsafeMutablePointer<Element>
  /// Number of elements.
  @usableFromInline package let count: Int
  // Whose memory it is, where it is not this buffer's own.
  private let owner: AnyObject?

  /// Room for `count` elements that are about to be written. Vector loops may read up to the end of the last cache line.
  /// Ends the program with one line if there is not enough memory (``MemoryShortage``).
  @usableFromInline
  package init(uninitialized count: Int) {
    precondition(count >= 0, "a buffer of \(count) elements")
    let (bytes, overflows) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    let most = Int.max >> 1
    if overflows || bytes > most { MemoryShortage.end(most) }
    MemoryShortage.of(bytes)?.end()
    guard let memory = dense_allocate_large(Int64(bytes)) else { MemoryShortage.end(bytes) }
    self.count = count
    pointer = memory.assumingMemoryBound(to: Element.self)
    owner = nil
  }

  /// The first `count` elements of another kind in the memory of a buffer that nobody uses any more; their bits are what
  /// was written there. The rest of that memory goes back to the system.
  package init<Other>(reusing buffer: AlignedBuffer<Other>, count: Int) {
    let (size, kept) = (buffer.count * MemoryLayout<Other>.stride, count * MemoryLayout<Element>.stride)
    precondition(
      count >= 0 && kept <= size, "\(count) elements of \(kept) bytes in a buffer of \(size) bytes")
    self.count = count
    pointer = UnsafeMutableRawPointer(buffer.pointer).bindMemory(to: Element.self, capacity: count)
    owner = buffer
    dense_discard_large(pointer, Int64(size), Int64(kept))
  }

  /// `count` elements whose bits are all zero, the padding of the last cache line included.
  @usableFromInline
  package convenience init(count: Int) {
    self.init(uninitialized: count)
    let bytes = (count * MemoryLayout<Element>.stride + 63) & ~63
    UnsafeMutableRawPointer(pointer).initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
  }

  /// `count` equal elements.
  package convenience init(count: Int, repeating element: Element) {
    self.init(uninitialized: count)
    pointer.initialize(repeating: element, count: count)
  }

  deinit {
    if owner == nil { dense_free_large(pointer, Int64(count * MemoryLayout<Element>.stride)) }
  }

  /// All elements, for writing. Valid as long as this object lives: whoever uses them sees to that.
  package var elements: UnsafeMutableBufferPointer<Element> { .init(start: pointer, count: count) }

  /// A copy of all elements.
  package var array: [Element] { withExtendedLifetime(self) { Array(elements) } }

  /// Sets all bits of every element to zero.
  package func clear() {
    UnsafeMutableRawPointer(pointer).initializeMemory(
      as: UInt8.self, repeating: 0, count: count * MemoryLayout<Element>.stride)
  }

  /// A new buffer with the same elements.
  @usableFromInline
  package func copy() -> AlignedBuffer {
    let result = AlignedBuffer(uninitialized: count)
    result.pointer.initialize(from: pointer, count: count)
    return result
  }
}
