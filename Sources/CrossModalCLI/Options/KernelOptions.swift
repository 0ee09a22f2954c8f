import ArgumentParser
import CrossModal
import Dense

extension KernelPath: ExpressibleByArgument {}
extension NeighborPath: ExpressibleByArgument {}
extension Metric: ExpressibleByArgument {
  /// The metrics whose neighbors are compared: all but the inner product, under which an item may not be its own nearest.
  public static var allValueStrings: [String] { [cosine, euclidean].map(\.rawValue) }

  /// One of ``allValueStrings``.
  public init?(argument: String) {
    guard Self.allValueStrings.contains(argument) else { return nil }
    self.init(rawValue: argument)
  }
}
extension DistanceMetric: ExpressibleByArgument {}
extension Activation: ExpressibleByArgument {
  /// The activations of hidden layers; without one, a network would be a linear map.
  public static var allValueStrings: [String] { allCases.filter { $0 != .linear }.map(\.rawValue) }

  /// One of ``allValueStrings``.
  public init?(argument: String) {
    guard Self.allValueStrings.contains(argument) else { return nil }
    self.init(rawValue: argument)
  }
}

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
