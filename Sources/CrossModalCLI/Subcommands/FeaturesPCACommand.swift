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
      Without --train-rows and -m the components are those of all rows and in Float; else they are found in Double on the \
      training rows, at most one less than these.
      """)

  @Argument(help: "Vectors, one item a row.") var input: String
  @OptionGroup var step: FeatureStepOptions
  @Option(help: "Number of components.") var dimensions = 128
  @OptionGroup var tables: TableReadingOptions

  func run() throws {
    try step.check(input: input)
    let x = try tables.read(input).features
    let rows = try step.training.rows(of: x.rows)
    if rows == nil, step.model == nil { return try ofAllRows(x) }
    let training = rows ?? Array(0..<x.rows)
    try check(
      most: min(training.count - 1, x.columns), of: "\(training.count) training rows of \(x.columns) columns")
    let directions = try PrincipalDirections(
      Matrix(x, selecting: training).converted(to: Double.self).view, dimensions: dimensions)
    let steps = [FittedStep.projection(shift: directions.means, matrix: directions.directions)]
    let features = steps.applied(to: x)
    try NPYFile.write(features.view, to: step.output)
    if let model = step.model { try StepFile.write(steps, to: model) }
    StandardError.notes(steps.notes, of: input)
    describe(
      features.rows, "fitted on \(training.count) rows, ", directions.keptVariance, ofTraining: rows != nil)
  }

  private func ofAllRows(_ x: MatrixView<Float>) throws {
    try check(most: min(x.rows, x.columns), of: "\(x.rows)×\(x.columns)")
    let components = try PrincipalComponents(x, dimensions: dimensions)
    try NPYFile.write(components.features.view, to: step.output)
    describe(x.rows, "", components.keptVariance, ofTraining: false)
  }

  private func check(most: Int, of shape: String) throws {
    guard dimensions >= 1, dimensions <= most else {
      throw CommandFailure.data(
        "--dimensions \(dimensions): \(input) is \(shape); allowed are 1 to \(max(0, most))")
    }
  }

  private func describe(_ rows: Int, _ fitted: String, _ variance: Double, ofTraining: Bool) {
    StandardError.line(
      "\(step.output): \(rows) × \(dimensions), \(fitted)\((100 * variance).fixed(1)) % of \(ofTraining ? "their" : "the") variance"
    )
    if let model = step.model { StandardError.line("\(model): the step, for map") }
  }
}
