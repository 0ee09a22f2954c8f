import ArgumentParser
import CrossModal
import Dense

extension KernelPath: ExpressibleByArgument {}
extension NeighborPath: ExpressibleByArgument {}
extension Metric: ExpressibleByArgument {}
extension DistanceMetric: ExpressibleByArgument {}
extension Activation: ExpressibleByArgument {}

/// Which kernels compute; the same option for all commands that train or map.
struct KernelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How layers are computed: \(KernelPath.allCases.map(\.rawValue).joined(separator: " or ")).",
      valueName: "path"))
  var kernels: KernelPath?

  /// The chosen path, or the fastest here.
  var path: KernelPath { kernels ?? .preferred }
}
