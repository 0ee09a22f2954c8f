import ArgumentParser
import Dense
import VectorFiles

/// The rows that something is learned from, and those whose features are written.
struct TrainingRowsOption: ParsableArguments {
  @Option(help: "Rows to learn from, from 1, such as 1-2173 or 1-100,150-200; all if not given.")
  var trainRows: String?
  @Option(help: "Rows whose features are written, likewise; all if not given.") var rows: String?

  /// The rows to learn from, from 0, in ascending order; nil where the option is not given.
  func training(of items: Int) throws -> [Int]? {
    guard let trainRows else { return nil }
    guard let rows = RowRanges(trainRows)?.indices(rows: items), rows.count > 1 else {
      throw CommandFailure.usage(
        "--train-rows \(trainRows): must be at least two of the rows 1 to \(items), such as 1-100,150")
    }
    return rows
  }

  /// The rows to write, from 0, in ascending order.
  func written(of items: Int) throws -> [Int] {
    guard let rows else { return Array(0..<items) }
    guard let indices = RowRanges(rows)?.indices(rows: items) else {
      throw CommandFailure.usage("--rows \(rows): must be rows from 1 to \(items), such as 1-100,150")
    }
    return indices
  }
}
