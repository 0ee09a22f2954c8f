import ArgumentParser

/// Feature steps from the engine's singular value decomposition.
struct FeaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features", abstract: "Make features: principal components, latent semantics.",
    discussion: """
      Learned from the rows that --train-rows names and applied to all rows, or to --rows; with -m the step is kept, and \
      crossmodal map applies it to other files. In a study, the key 'steps' of a feature set does this in every fold, on its training rows.
      """,
    subcommands: [FeaturesPCACommand.self, FeaturesLSACommand.self])
}

/// What the steps of `features` have in common.
struct FeatureStepOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The .npy file to write.", completion: .file()) var output: String
  @OptionGroup var rows: TrainingRowsOption
  @Option(
    name: [.customShort("m"), .customLong("model")],
    help: ArgumentHelp("A .safetensors file for the fitted step, which map applies.", valueName: "step"))
  var model: String?

  /// Whether the step is learned as one that can be applied to other rows.
  var isFitted: Bool { model != nil || rows.trainRows != nil || rows.rows != nil }

  /// Refuses files that cannot be written, before any work.
  func check(input: String) throws {
    try OutputPaths.check([output, model], inputs: [input])
    if let model, !model.lowercased().hasSuffix(".safetensors") {
      throw CommandFailure.usage("-m \(model): must be a file that ends in .safetensors")
    }
  }
}
