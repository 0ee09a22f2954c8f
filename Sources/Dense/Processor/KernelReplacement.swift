import Foundation

/// Kernels of OpenBLAS for processors that are newer than it.
///
/// OpenBLAS knows processors by their number. One that it does not know gets the kernels of the oldest (an Emerald Rapids those of
/// `Prescott` from OpenBLAS 0.3.21: 32 of 179 GFLOPS), though it has AVX2 or AVX-512. Then it is asked again, with the name of
/// the kernels for these instructions. A kernel that uses AVX2 is left alone, and so is one that OPENBLAS_CORETYPE names.
package enum KernelReplacement {
  // The environment variable that names a kernel.
  private static let variable = "OPENBLAS_CORETYPE"

  // Those that use AVX2 or more, of all versions.
  private static let suitable: Set<String> = [
    "Haswell", "Zen", "SkylakeX", "Cooperlake", "SapphireRapids", "Excavator",
  ]

  /// The kernel that fits better; nil where the chosen one fits.
  /// - Parameters:
  ///   - chosen: the kernel that OpenBLAS chose.
  ///   - vectorBits: width of the processor's vectors: 512, 256 or 128.
  package static func better(than chosen: String, vectorBits: Int) -> String? {
    guard !suitable.contains(chosen) else { return nil }
    return switch vectorBits {
    case 512: "SkylakeX"
    case 256: "Haswell"
    default: nil
    }
  }

  /// Takes a better kernel where there is one; returns the name of the one that was there.
  static func make() -> String? {
    let chosen = BLASLibrary.kernel
    guard (getenv(variable).map { $0.pointee == 0 } ?? true), BLASLibrary.choosesKernels,
      let wanted = better(than: chosen, vectorBits: FloatingPointEnvironment.processorBits)
    else { return nil }
    setenv(variable, wanted, 1)
    BLASLibrary.chooseKernelAgain()
    // Programs that this one starts choose for themselves.
    unsetenv(variable)
    return BLASLibrary.kernel == chosen ? nil : chosen
  }
}
