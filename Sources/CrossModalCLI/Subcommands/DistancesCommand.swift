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
    discussion:
      "Cosine: 1 − cos, 1 for a zero row. Written in blocks of rows: the matrix need not fit into memory.")

  @Argument(help: "Vectors: .npy, .npz:key, .csv, .tsv, .mat:name, .h5:name.") var first: String
  @Argument(help: "Vectors of the same dimension; without it, the first file's.") var second: String?
  @Option(name: .shortAndLong, help: "The .npy file to write: rows of the first × rows of the second.")
  var output: String
  @Option(help: "cosine or euclidean.") var metric = Metric.cosine
  @OptionGroup var tables: TableReadingOptions

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
    let stream = try NPYStream(output, rows: a.features.rows, columns: b.features.rows)
    try Distances(from: a.features, to: b.features, metric: metric).forEachBlock { _, block in
      try stream.append(block)
    }
    try stream.finish()
    StandardError.line("\(output): \(a.features.rows) × \(b.features.rows) \(metric.rawValue) distances")
  }
}
