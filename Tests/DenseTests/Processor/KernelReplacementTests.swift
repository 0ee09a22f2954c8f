import Testing

@testable import Dense

/// Kernels of OpenBLAS for processors that it does not know.
@Suite struct KernelReplacementTests {
  @Test(
    arguments: [
      ("Prescott", 512, "SkylakeX"), ("Prescott", 256, "Haswell"), ("Prescott", 128, nil),
      ("Nehalem", 512, "SkylakeX"),
      ("Sandybridge", 256, "Haswell"), ("SkylakeX", 512, nil), ("Cooperlake", 512, nil),
      ("SapphireRapids", 512, nil),
      ("Haswell", 512, nil), ("Zen", 512, nil), ("Zen", 256, nil),
    ] as [(String, Int, String?)])
  func whatFits(_ chosen: String, _ vectorBits: Int, _ wanted: String?) {
    #expect(KernelReplacement.better(than: chosen, vectorBits: vectorBits) == wanted)
  }
}
