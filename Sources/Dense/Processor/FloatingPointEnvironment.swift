internal import DenseKernels

/// How the calling thread's processor core computes.
package enum FloatingPointEnvironment {
  /// Calls `body` with the calling thread treating denormal numbers as zero, and puts the thread back as it was.
  ///
  /// Every training runs in this: otherwise a weight whose gradient stays zero slows the optimizer to about a quarter after
  /// some 750 steps.
  package static func withDenormalsFlushed<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard !flushesDenormals else { return try body() }
    dense_flush_denormals()
    defer { dense_keep_denormals() }
    return try body()
  }

  /// Whether the calling thread treats denormal numbers as zero.
  package static var flushesDenormals: Bool { dense_flushes_denormals() != 0 }

  /// Width in bits of the widest vector registers that can be used here: 512, 256 or 128.
  package static var vectorBits: Int { Int(dense_vector_bits()) }

  /// The same of the processor itself, whatever CROSSMODAL_INSTRUCTIONS hides.
  package static var processorBits: Int { Int(dense_processor_bits()) }

  /// Whether it has instructions that multiply and add four pairs of bytes where others multiply one pair of Float (VNNI).
  package static var multipliesBytes: Bool { dense_multiplies_bytes() != 0 }

  /// Whether it has instructions that multiply 16 rows of 64 bytes by as many others (AMX), and this process may use them.
  package static var multipliesTiles: Bool { dense_multiplies_tiles() != 0 }
}
