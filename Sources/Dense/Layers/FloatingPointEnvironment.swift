internal import DenseKernels

/// How the calling thread's processor core computes.
public enum FloatingPointEnvironment {
  /// Makes the calling thread treat denormal numbers as zero. Every thread that trains calls it once: otherwise a
  /// weight whose gradient stays zero slows the optimizer to about a quarter after some 750 steps.
  public static func flushDenormals() { dense_flush_denormals() }

  /// Whether the calling thread treats denormal numbers as zero.
  public static var flushesDenormals: Bool { dense_flushes_denormals() != 0 }

  /// Width in bits of the widest vector registers that can be used here: 512, 256 or 128.
  public static var vectorBits: Int { Int(dense_vector_bits()) }
}
