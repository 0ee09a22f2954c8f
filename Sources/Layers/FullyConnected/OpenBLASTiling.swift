import Dense

/// Tile sizes of ``OpenBLASLayerKernels``.
struct OpenBLASTiling {
  let forwardOutputs, forwardInputs, backwardInputs, backwardOutputs, gradientOutputs, gradientInputs: Int
  let pairFeatures: Int

  /// Products of at most 10⁶ multiply-adds, the limit of the small-matrix kernel.
  static let smallProducts = OpenBLASTiling(
    forwardOutputs: 32, forwardInputs: 480, backwardInputs: 120, backwardOutputs: 128, gradientOutputs: 32,
    gradientInputs: 480, pairFeatures: 240)
  /// Whole products forward and backward, gradient tiles that fit the second-level cache.
  static let largeProducts = OpenBLASTiling(
    forwardOutputs: 4096, forwardInputs: 4096, backwardInputs: 4096, backwardOutputs: 4096,
    gradientOutputs: 128,
    gradientInputs: 1024, pairFeatures: 4096)

  /// The tiles for the kernel that OpenBLAS chose in this process.
  static let forThisProcess: OpenBLASTiling =
    ["SkylakeX", "Cooperlake", "SapphireRapids"].contains(BLASLibrary.kernel) ? smallProducts : largeProducts
}
