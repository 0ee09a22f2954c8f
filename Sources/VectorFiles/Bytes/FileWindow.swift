import Dense
import Foundation

/// The bytes of an open file, a piece at a time: for files that grow while they are read.
///
/// What was read stays until it is dropped, so that a line that is not whole yet waits for its rest. Not for use by several
/// threads at once; ``bytes`` are valid until the next call.
package final class FileWindow {
  private var buffer = AlignedBuffer<UInt8>(uninitialized: 1 << 20)

  /// Number of bytes that were read and not dropped.
  package private(set) var count = 0

  /// An empty window.
  package init() {}

  /// The bytes that were read and not dropped.
  package var bytes: BoundedBytes { BoundedBytes(buffer).part(0..<count) }

  /// Reads on from `offset` of the file, behind what the window holds; it grows where it is full.
  /// - Returns: the number of bytes read, 0 at the end of the file; nil where the system says no, in `errno`. `pread`.
  package func read(_ descriptor: Int32, at offset: off_t) -> Int? {
    if count == buffer.count {
      let larger = AlignedBuffer<UInt8>(uninitialized: 2 * buffer.count)
      larger.pointer.update(from: buffer.pointer, count: count)
      buffer = larger
    }
    while true {
      let found = pread(descriptor, buffer.pointer + count, buffer.count - count, offset)
      if found < 0, errno == EINTR { continue }
      guard found >= 0 else { return nil }
      count += found
      return found
    }
  }

  /// Drops the first bytes.
  package func drop(_ length: Int) {
    precondition(length >= 0 && length <= count, "\(length) of \(count) bytes dropped")
    buffer.pointer.update(from: buffer.pointer + length, count: count - length)
    count -= length
  }

  /// Drops all bytes.
  package func clear() { count = 0 }
}
