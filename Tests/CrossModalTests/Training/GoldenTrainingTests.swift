import Testing

@testable import Dense
@testable import Layers

/// Whole fits against PyTorch; the files are written by scripts/reference/train_golden.py.
@Suite struct GoldenTrainingTests {
  @Test func filesAreThere() {
    #expect(GoldenFit.names.count == 39)
  }

  @Test(arguments: GoldenFit.names) func doubleAgrees(name: String) throws {
    let golden = try GoldenFit(named: name)
    let (network, history) = golden.training(in: Double.self).run(golden.network()) {
      NetworkEngine<OpenBLASLayerKernels<Double>>($0)
    }
    golden.expect(network, history, within: 1e-11)
  }

  // One ulp of Float in a gradient near zero can become a step of another size in RMSprop: hence the wider bound.
  @Test(arguments: GoldenFit.names, [KernelPath.openblas, .preferred]) func floatAgrees(
    name: String, path: KernelPath
  ) throws {
    let golden = try GoldenFit(named: name)
    let (network, history) = golden.training(in: Float.self).run(golden.network(), path: path)
    golden.expect(network.converted(to: Double.self), history, within: 1e-4)
  }
}
