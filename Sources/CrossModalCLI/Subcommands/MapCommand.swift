import ArgumentParser
import CrossModal
import Dense
import ForeignFiles
import Studies
import VectorFiles

/// Applies a model.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map", abstract: "Apply a trained map to vectors: Z = f(X), one row each.")

  @Argument(help: "The model, .safetensors.") var model: String
  @Argument(help: "X, one item a row.") var inputs: String
  @Option(name: .shortAndLong, help: "The .npy file to write.") var output: String
  @OptionGroup var tables: TableReadingOptions
  @OptionGroup var kernels: KernelOptions

  func run() throws {
    try OutputPaths.check([output], inputs: [model, inputs])
    let network = try ModelFile.read(model)
    let x = try tables.read(inputs)
    guard x.features.columns == network.shape.inputs else {
      throw CommandFailure.data(
        "\(inputs): \(x.features.columns) columns, but \(model) maps vectors of dimension \(network.shape.inputs)"
      )
    }
    try NPYFile.write(network(x.features, path: kernels.path).view, to: output)
    StandardError.line("\(output): \(x.features.rows) × \(network.shape.outputs)")
  }
}
