import Dense

/// Memory that grows to the largest batch and is then used again.
final class GrowingBuffer<Scalar: BitwiseCopyable> {
  private var buffer = AlignedBuffer<Scalar>(count: 0)

  /// Address of at least `count` scalars, whose numbers are those left from before or zero.
  func pointer(_ count: Int) -> UnsafeMutablePointer<Scalar> {
    if buffer.count < count { buffer = AlignedBuffer(count: count + count / 4) }
    return buffer.pointer
  }
}
