import ArgumentParser
import CrossModal
import Dense
import ForeignFiles
import Studies
import VectorFiles

/// The feature check: does a neighborhood hold items of the same class?
struct RetrievalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retrieval",
    abstract: "Mean average precision of retrieval inside one file of vectors.",
    discussion: """
      Every row is a query; all other rows are ranked by distance; relevant is what shares a label. AP is the mean, over \
      the relevant rows, of the precision at their rank; rows at equal distance are one group, and the value is the mean \
      over all their orders. Queries without a relevant row are left out and counted.
      """)

  @Argument(help: "Vectors, one item a row: .npy, .npz:key, .csv, .tsv, .mat:name, .h5:name.") var features:
    String
  @Option(
    help:
      "Labels of the rows, one line each, several separated by blanks; else the leading column of the file.")
  var labels: String?
  @Option(help: "Column of the labels in that file, from 1; without, the file's own evidence decides.")
  var column: Int?
  @Option(help: "cosine or euclidean.") var metric = Metric.cosine
  @Flag(help: "Standardize the columns first.") var standardize = false
  @OptionGroup var tables: TableReadingOptions
  @Flag(help: "Print one JSON document.") var json = false

  struct Document: Encodable {
    var items: Int
    var labels: Int
    var metric: String
    var standardized: Bool
    var queries: Int
    var excluded: Int
    var meanAveragePrecision: Double?

    static let fields: [DocumentField] = [
      .integer("items", "Rows of the file.", unit: .items),
      .integer("labels", "Distinct labels."),
      .text("metric", "Metric of the ranking: cosine or euclidean; the nearest rows come first."),
      .flag("standardized", "Whether the columns were standardized first."),
      .integer("queries", "Rows that were queries: those that share a label with another row.", unit: .items),
      .integer("excluded", "Rows without a relevant row, which are left out.", unit: .items),
      .number(
        "meanAveragePrecision",
        "Mean over the queries of the average precision; 1: all relevant rows come first. Larger is better; missing "
          + "without a query.", unit: .share, isOptional: true),
    ]
  }

  func run() throws {
    if let column, column < 1 {
      throw CommandFailure.usage("--column \(column): allowed are numbers from 1")
    }
    let table = try tables.read(features)
    let read = try labels.map { try LabelsFile.read($0, column: column) }
    if let read { StandardError.notes(read.notes, of: labels) }
    guard let rows = read?.rows ?? table.rowLabels else {
      throw CommandFailure.usage("\(features): has no column of labels; name a file with --labels")
    }
    guard rows.count == table.features.rows else {
      throw CommandFailure.data(
        "\(labels ?? features): \(rows.count) rows of labels, but \(features) has \(table.features.rows) rows"
      )
    }
    let sets = LabelSets(rows)
    StandardError.notes(sets.warnings, of: labels ?? features)
    let vectors = standardize ? Matrix(standardizingColumnsOf: table.features).view : table.features
    let result = MeanAveragePrecision(vectors, labels: sets, metric: metric)
    if json {
      return try StandardOutput.writeJSON(
        Document(
          items: sets.items, labels: sets.labels.count, metric: metric.rawValue, standardized: standardize,
          queries: result.queries, excluded: result.excluded, meanAveragePrecision: result.value))
    }
    try StandardOutput.write(
      "mAP \(result.value?.fixed(4) ?? "-") over \(result.queries) queries, \(result.excluded) without a relevant row; "
        + "\(sets.items) items, \(sets.labels.count) labels, \(metric.rawValue)\n")
  }
}

extension LabelSets {
  /// What makes mean average precision meaningless, in a sentence.
  var warnings: [String] {
    guard let label = labelOfAll else { return [] }
    return ["all \(items) rows have the label '\(label)', so that mAP is 1 whatever the vectors are"]
  }
}
