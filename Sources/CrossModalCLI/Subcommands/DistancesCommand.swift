import ArgumentParser
import CrossModal
import Dense
import ForeignFiles
import Studies
import VectorFiles

/// The batched distance matrix by GEMM, streamed in row blocks.
struct DistancesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "distances",
    abstract: "All distances between the rows of two files (or of one file to itself), as .npy.",
    discussion: """
      Each distance is right to 1e-5 of itself, whatever the offset and size of the numbers; never negative; 0 for equal \
      rows; the same from row i to j as from j to i of one file. (A cosine distance below 1e-15 may be 0.) Numbers that \
      float32 does not hold are compared in float64. The file is float32.

      cosine: 1 − cos; 1 from and to a zero row. euclidean: the length of the difference. correlation: 1 − Pearson's \
      correlation of two rows; 1 from and to a row of equal numbers.

      Written in blocks of rows: the matrix need not fit into memory.
      """)

  @Argument(help: "Vectors: .npy, .npz:key, .csv, .tsv, .mat:name, .h5:name.", completion: .file()) var first:
    String
  @Argument(help: "Vectors of the same dimension; without it, the first file's.", completion: .file())
  var second: String?
  @Option(
    name: .shortAndLong, help: "The .npy file to write: rows of the first × rows of the second.",
    completion: .file())
  var output: String
  @Option(help: "cosine, euclidean or correlation.") var metric = DistanceMetric.cosine
  @OptionGroup var tables: TableReadingOptions
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try OutputPaths.check([output], inputs: [first, second])
    let count = second == nil ? 1 : 2
    let a = try tables.read(first, 0, of: count)
    let b = try second.map { try tables.read($0, 1, of: count) } ?? a
    guard a.features.columns == b.features.columns else {
      throw CommandFailure.data(
        "\(b.path): \(b.features.columns) columns, but \(first) has \(a.features.columns); they must be the same"
      )
    }
    let (first, second) = (MeasuredRows(a), MeasuredRows(b))
    let stream = try NPYStream(output, rows: first.rows, columns: second.rows)
    if first.exact == nil && second.exact == nil {
      try Distances(from: first.rounded, to: second.rounded, metric: metric).forEachBlock { row, block in
        try check(block, from: row)
        try stream.append(block)
      }
    } else {
      let (a, b) = (first.inDouble, second.inDouble)
      try Distances(from: a, to: b, metric: metric).forEachBlock { row, block in
        let rounded = Matrix(block).converted(to: Float.self).view
        try check(rounded, from: row, exact: block)
        try stream.append(rounded)
      }
    }
    try stream.finish()
    StandardError.notes(first.notes, of: self.first)
    if let path = self.second { StandardError.notes(second.notes, of: path) }
    StandardError.line("\(output): \(first.rows) × \(second.rows) \(metric.rawValue) distances")
  }

  // Infinity, and 0 for what is not 0, would be wrong without a word.
  private func check(_ block: MatrixView<Float>, from first: Int, exact: MatrixView<Double>? = nil) throws {
    func refuse(_ row: Int, _ column: Int) -> CommandFailure {
      let distance = exact.map { "\($0[row, column])" } ?? "\(block[row, column])"
      return .data(
        "\(output): the distance from row \(first + row + 1) to row \(column + 1) is \(distance), which float32 does not hold; "
          + "allowed: distances from 1e-45 to 3e38: multiply the numbers by a power of ten")
    }
    if let place = block.firstNotFinite { throw refuse(place.row, place.column) }
    guard let exact else { return }
    for row in 0..<block.rows {
      let (numbers, rounded) = (exact.numbers(ofRow: row), block.numbers(ofRow: row))
      if let column = numbers.indices.first(where: { rounded[$0] == 0 && numbers[$0] != 0 }) {
        throw refuse(row, column)
      }
    }
  }
}
