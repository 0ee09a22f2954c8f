import Dense

/// What computes in this process: results have the same bits only where this is the same.
package struct KernelChoice: Codable, Hashable, Sendable, CustomStringConvertible {
  /// The path of the layers: openblas or fused.
  package var path: String
  /// The kernel that OpenBLAS chose for the processor.
  package var blasKernel: String
  /// Version of OpenBLAS.
  package var blasVersion: String
  /// Bits of the registers that the layer kernels use: sums over a batch are made in their lanes.
  package var vectorBits: Int

  /// What this process computes with on the given path.
  package init(path: KernelPath) {
    self.path = path.rawValue
    blasKernel = BLASLibrary.kernel
    blasVersion = BLASLibrary.version
    vectorBits = FloatingPointEnvironment.vectorBits
  }

  /// The path as a value; the OpenBLAS path for a name of another version.
  package var kernelPath: KernelPath { KernelPath(rawValue: path) ?? .openblas }

  /// "fused 512, OpenBLAS 0.3.21 Cooperlake".
  package var description: String { "\(path) \(vectorBits), OpenBLAS \(blasVersion) \(blasKernel)" }
}
