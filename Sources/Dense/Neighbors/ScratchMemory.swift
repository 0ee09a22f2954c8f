internal import DenseKernels

/// Uninitialized memory for many numbers, aligned to cache lines, on huge pages where the system has them.
///
/// It is a reference: whoever holds it keeps the memory alive. Who writes where is the holder's to order.
final class ScratchMemory<Element: BitwiseCopyable>: @unchecked Sendable {
  /// The first element. Valid as long as this object lives.
  let pointer: UnsafeMutablePointer<Element>
  /// Number of elements.
  let count: Int

  /// Room for `count` elements. Ends the program if there is not enough memory, as the standard library's arrays do.
  init(count: Int) {
    guard let memory = dense_allocate_large(Int64(count * MemoryLayout<Element>.stride)) else {
      fatalError("no memory for \(count) numbers")
    }
    self.count = count
    pointer = memory.assumingMemoryBound(to: Element.self)
  }

  /// Room for `count` equal elements.
  convenience init(count: Int, repeating element: Element) {
    self.init(count: count)
    pointer.initialize(repeating: element, count: count)
  }

  deinit { dense_free_large(pointer) }
}

extension ScratchMemory<Double> {
  /// The largest number, 0 if there is none; the first one that is not finite, if there is one.
  var largest: Double {
    var result = 0.0
    for place in 0..<count {
      if !pointer[place].isFinite { return pointer[place] }
      result = Swift.max(result, pointer[place])
    }
    return result
  }
}
