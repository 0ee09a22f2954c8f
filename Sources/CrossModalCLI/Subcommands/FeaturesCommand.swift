import ArgumentParser
import CrossModal
import Dense
import ForeignFiles
import Studies
import VectorFiles

/// Feature steps from the engine's singular value decomposition.
struct FeaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features", abstract: "Make features: principal components, latent semantics.",
    subcommands: [PCA.self, LSA.self])

  /// Principal components.
  struct PCA: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pca", abstract: "The first principal components of the rows (centered, not scaled).")

    @Argument(help: "Vectors, one item a row.") var input: String
    @Option(name: .shortAndLong, help: "The .npy file to write.") var output: String
    @Option(help: "Number of components.") var dimensions = 128
    @OptionGroup var tables: TableReadingOptions

    func run() throws {
      try OutputPaths.check([output], inputs: [input])
      let table = try tables.read(input)
      let most = min(table.features.rows, table.features.columns)
      guard dimensions >= 1, dimensions <= most else {
        throw CommandFailure.data(
          "--dimensions \(dimensions): \(input) is \(table.features.rows)×\(table.features.columns); allowed are 1 to \(most)"
        )
      }
      let components = try PrincipalComponents(table.features, dimensions: dimensions)
      try NPYFile.write(components.features.view, to: output)
      StandardError.line(
        "\(output): \(table.features.rows) × \(dimensions), \((100 * components.keptVariance).fixed(1)) % of the variance"
      )
    }
  }

  /// Latent semantic features.
  struct LSA: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lsa", abstract: "Latent semantic features of texts: tf-idf, then singular vectors.",
      discussion: """
        The text is the last column of the file. Every term counts, however rare. A text whose terms have no part in the \
        dimensions that are kept is a row of zeros, like one without a term; their number is said.
        """)

    @Argument(help: "Texts, one item a line: .tsv or .csv.") var input: String
    @Option(name: .shortAndLong, help: "The .npy file to write.") var output: String
    @Option(help: "Number of dimensions.") var dimensions = 64

    func run() throws {
      try OutputPaths.check([output], inputs: [input])
      let texts = try CSVFile.read(input).map { $0.last ?? "" }
      guard let lsa = try LatentSemanticFeatures(texts, dimensions: dimensions) else {
        throw CommandFailure.data(
          "--dimensions \(dimensions): \(input) has \(texts.count) texts; needed are at least as many texts and terms"
        )
      }
      try NPYFile.write(lsa.features.view, to: output)
      StandardError.line(
        "\(output): \(texts.count) × \(dimensions), \(lsa.terms) terms, \(lsa.emptyTexts) texts without a term, "
          + "\(lsa.zeroTexts) zero rows"
      )
    }
  }
}
