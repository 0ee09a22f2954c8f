/// The fused path; for now the same as the OpenBLAS path.
public typealias FusedLayerKernels = OpenBLASLayerKernels<Float>

extension KernelPath {
  /// The fastest path on this processor.
  public static var preferred: KernelPath { .openblas }
  /// Whether the path can be used on this processor.
  public var isAvailable: Bool { self == .openblas }
}
