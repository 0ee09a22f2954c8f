import ArgumentParser
import CrossModal
import Dense

/// A network by name: 2048-1024-300, or 128-256x3-64 for three hidden layers of 256.
struct BenchmarkShape: ExpressibleByArgument {
  let name: String
  let inputs: Int
  let hidden: [Int]
  let outputs: Int

  init?(argument: String) {
    let parts = argument.split(separator: "-")
    guard parts.count >= 2, let first = parts.first.flatMap({ Int($0) }),
      let last = parts.last.flatMap({ Int($0) })
    else { return nil }
    var hidden: [Int] = []
    for part in parts.dropFirst().dropLast() {
      let factors = part.split(separator: "x").map { Int($0) ?? 0 }
      let times = factors.count == 2 ? factors[1] : 1
      guard let width = factors.first, factors.count <= 2, (1...16).contains(times) else { return nil }
      hidden += Array(repeating: width, count: times)
    }
    guard ([first, last] + hidden).allSatisfy({ $0 >= 1 && $0 <= 65536 }), hidden.count <= 16 else {
      return nil
    }
    (name, inputs, self.hidden, outputs) = (argument, first, hidden, last)
  }

  var defaultValueDescription: String { name }

  /// The shape with an activation.
  func shape(_ activation: Activation) -> NetworkShape {
    NetworkShape(inputs: inputs, hidden: hidden, outputs: outputs, activation: activation)
  }

  /// Several names.
  static func named(_ names: String...) -> [BenchmarkShape] {
    names.compactMap { BenchmarkShape(argument: $0) }
  }
}

/// Which kernels are timed.
struct PathOptions: ParsableArguments {
  @Option(help: "openblas, fused or both.") var path = "both"

  /// The paths that this processor has, of those asked for.
  func paths() throws -> [KernelPath] {
    if path == "both" { return KernelPath.allCases.filter(\.isAvailable) }
    guard let chosen = KernelPath(rawValue: path) else {
      throw BenchFailure(code: 64, message: "--path \(path): allowed: openblas, fused, both")
    }
    guard chosen.isAvailable else {
      throw BenchFailure(code: 69, message: "--path \(path): this processor has no AVX2")
    }
    return [chosen]
  }
}

/// Which products of a search of neighbors are timed.
struct NeighborPathOptions: ParsableArguments {
  @Option(help: "openblas, fused, int16, int8, automatic (chosen from the data), or all but the last.")
  var path = "all"

  /// The paths that this processor has, of those asked for.
  func paths() throws -> [NeighborPath] {
    let here = NeighborPath.allCases.filter { $0.isAvailable && $0 != .automatic }
    switch path {
    case "all": return here
    case "both": return here.filter { $0 == .openblas || $0 == .fused }
    case "float": return [here.contains(.fused) ? .fused : .openblas]
    default: break
    }
    let names = NeighborPath.allCases.map(\.rawValue) + ["float", "both", "all"]
    guard let chosen = NeighborPath(rawValue: path) else {
      throw BenchFailure(code: 64, message: "--path \(path): allowed: \(names.joined(separator: ", "))")
    }
    guard chosen.isAvailable else {
      throw BenchFailure(
        code: 69,
        message: "--path \(path): this processor has \(here.map(\.rawValue).joined(separator: ", "))")
    }
    return [chosen]
  }
}

/// Random data and weights for a benchmark.
struct BenchmarkData {
  let x: Matrix<Float>
  let y: Matrix<Float>
  let network: Network<Float>

  init(_ shape: NetworkShape, rows: Int) {
    var stream = RandomStream(StreamKey(seed: 1).adding("benchmark"))
    x = Matrix(rows: rows, columns: shape.inputs) { _, _ in Float(stream.normal()) }
    y = Matrix(rows: rows, columns: shape.outputs) { _, _ in Float(stream.normal()) }
    network = Network(shape: shape, stream: &stream)
  }

  /// The pairs of X and Y.
  var pairs: PairedData<Float> { PairedData(inputs: x.view, targets: y.view) }
}
