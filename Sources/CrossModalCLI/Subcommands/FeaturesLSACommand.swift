import ArgumentParser
import CrossModal
import Dense
import Foundation
import Studies
import VectorFiles

/// Latent semantic features.
struct FeaturesLSACommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsa", abstract: "Latent semantic features of texts: tf-idf, then singular vectors.",
    discussion: """
      The text is the last column of the file. Every term counts, however rare. A text whose terms have no part in the \
      dimensions that are kept is a row of zeros, like one without a term; their number is said.

      With --train-rows terms, weights and dimensions come from these texts alone, in Double; terms that only other texts \
      have are passed over.
      """)

  @Argument(help: "Texts, one item a line: .tsv or .csv.", completion: .file()) var input: String
  @OptionGroup var step: FeatureStepOptions
  @Option(help: "Number of dimensions.") var dimensions = 64
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try step.check(input: input)
    let texts = try Self.texts(of: input)
    guard step.isFitted else { return try ofAllTexts(texts) }
    let training = try step.rows.training(of: texts.count) ?? Array(texts.indices)
    let written = try step.rows.written(of: texts.count).map { texts[$0] }
    guard
      let lsa = try LatentSemanticStep(
        learning: training.map { texts[$0] }, dimensions: dimensions,
        threads: AvailableProcessors.current.count)
    else {
      throw tooMany("\(training.count) training texts")
    }
    let features = lsa(written)
    try NPYFile.write(features.view, to: step.output)
    if let model = step.model { try lsa.write(to: model) }
    StandardError.line(
      "\(step.output): \(Self.text(features, of: written, by: lsa)), fitted on \(training.count) texts, \(lsa.terms.count) terms"
        + Self.words(error: lsa.error)
    )
    if let model = step.model { StandardError.line("\(model): the step, for map") }
  }

  private func ofAllTexts(_ texts: [String]) throws {
    guard
      let lsa = try LatentSemanticFeatures(
        texts, dimensions: dimensions, threads: AvailableProcessors.current.count)
    else {
      throw tooMany("\(texts.count) texts")
    }
    try NPYFile.write(lsa.features.view, to: step.output)
    StandardError.line(
      "\(step.output): \(texts.count) × \(dimensions), \(lsa.terms) terms, \(lsa.emptyTexts) texts without a term, "
        + "\(lsa.zeroTexts) zero rows" + Self.words(error: lsa.error))
  }

  private func tooMany(_ texts: String) -> CommandFailure {
    .data("--dimensions \(dimensions): \(input) has \(texts); expected: at least as many texts and terms")
  }

  // How exact the singular values of an iteration are, for people.
  private static func words(error: Double?) -> String {
    guard let error else { return "" }
    let digits = error > 0 ? Int((-log10(error)).rounded(.down)) : 15
    return "; singular values right to 1e-\(digits) of themselves"
  }

  /// The texts of a file: the last column.
  static func texts(of path: String) throws -> [String] { try CSVFile.read(path).map { $0.last ?? "" } }

  /// What features came to, for people.
  static func text(_ features: Matrix<Float>, of texts: [String], by lsa: LatentSemanticStep) -> String {
    let zeros = features.rowNorms.count { $0 == 0 }
    return
      "\(features.rows) × \(features.columns), \(lsa.emptyTexts(texts)) texts without a known term, \(zeros) zero rows"
  }
}
