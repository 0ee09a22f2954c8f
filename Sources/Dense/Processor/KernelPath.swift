/// The two ways to compute layers of networks and neighbors, with one interface and one set of tests.
public enum KernelPath: String, CaseIterable, Sendable {
  /// Products by OpenBLAS in tiles; runs on every processor and is the reference.
  case openblas
  /// Register-tile kernels of this project with the update fused into the gradient; needs AVX2 and FMA, or AVX-512.
  case fused

  /// The faster path of those available on this processor.
  public static var preferred: KernelPath { KernelPath.fused.isAvailable ? .fused : .openblas }

  /// Whether the path can be used on this processor.
  public var isAvailable: Bool {
    switch self {
    case .openblas: true
    case .fused: FloatingPointEnvironment.vectorBits >= 256
    }
  }
}
