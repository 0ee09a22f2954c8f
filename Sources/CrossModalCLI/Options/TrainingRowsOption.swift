import ArgumentParser
import VectorFiles

/// The rows that something is learned from.
struct TrainingRowsOption: ParsableArguments {
  @Option(help: "Rows to learn from, from 1, as 1-2173 or 1-100,150-200; all if not given.")
  var trainRows: String?

  /// The rows from 0, in ascending order; nil where the option is not given.
  func rows(of items: Int) throws -> [Int]? {
    guard let trainRows else { return nil }
    guard let rows = RowRanges(trainRows)?.indices(rows: items), rows.count > 1 else {
      throw CommandFailure.usage(
        "--train-rows \(trainRows): allowed are rows 1 to \(items), at least two, as 1-100,150")
    }
    return rows
  }
}
