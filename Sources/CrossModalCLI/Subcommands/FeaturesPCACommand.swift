import ArgumentParser
import CrossModal
import Dense
import ForeignFiles
import Messages
import Studies
import VectorFiles

/// Principal components.
struct FeaturesPCACommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pca", abstract: "The first principal components of the rows (centered, not scaled).",
    discussion: """
      Without --train-rows, --rows and -m the components are those of all rows and in Float; else they are found in Double \
      on the training rows, at most one less than these.
      """)

  @Argument(help: "Vectors, one item a row.", completion: .file()) var input: String
  @OptionGroup var step: FeatureStepOptions
  @Option(help: "Number of components.") var dimensions = 128
  @OptionGroup var tables: TableReadingOptions
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try step.check(input: input)
    let x = try tables.read(input).features
    guard step.isFitted else { return try ofAllRows(x) }
    let training = try step.rows.training(of: x.rows) ?? Array(0..<x.rows)
    let written = try step.rows.written(of: x.rows)
    try check(
      most: min(training.count - 1, x.columns),
      of: "\(training.count) training rows of \(x.columns) columns")
    let directions = try PrincipalDirections(
      Matrix(x, selecting: training).converted(to: Double.self).view, dimensions: dimensions,
      threads: AvailableProcessors.current.count)
    let steps = [FittedStep.projection(shift: directions.means, matrix: directions.directions)]
    try NPYFile.write(steps.applied(to: Matrix(x, selecting: written).view).view, to: step.output)
    if let model = step.model { try StepFile.write(steps, to: model) }
    StandardError.notes(steps.notes, of: input)
    describe(written.count, "fitted on \(training.count) rows, ", directions.keptVariance, of: "their")
  }

  private func ofAllRows(_ x: MatrixView<Float>) throws {
    try check(most: min(x.rows, x.columns), of: "\(x.rows)×\(x.columns)")
    let components = try PrincipalComponents(
      x, dimensions: dimensions, threads: AvailableProcessors.current.count)
    try NPYFile.write(components.features.view, to: step.output)
    describe(x.rows, "", components.keptVariance, of: "the")
  }

  private func check(most: Int, of shape: String) throws {
    guard dimensions >= 1, dimensions <= most else {
      throw CommandFailure.data(
        "--dimensions \(dimensions): \(input) is \(shape); must be from 1 to \(max(0, most))")
    }
  }

  private func describe(_ rows: Int, _ fitted: String, _ variance: Double, of whose: String) {
    StandardError.line(
      "\(step.output): \(rows) × \(dimensions), \(fitted)\((100 * variance).fixed(1)) % of \(whose) variance")
    if let model = step.model { StandardError.line("\(model): the step, for map") }
  }
}
