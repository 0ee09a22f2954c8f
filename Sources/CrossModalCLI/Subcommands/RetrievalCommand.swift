import ArgumentParser
import CrossModal
import Dense
import Documents
import ForeignFiles
import Studies
import VectorFiles

/// The feature check: does a neighborhood hold items of the same class? And of two files: do rows find what belongs to them?
struct RetrievalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retrieval",
    abstract: "How well rows find what belongs to them: in one file by class, or from one file to another.",
    discussion: """
      One file: every row is a query; all other rows are ranked by distance; relevant is what shares a label. AP is the mean, \
      over the relevant rows, of the precision at their rank; rows at equal distance are one group, and the value is the mean \
      over all their orders. Queries without a relevant row are left out and counted.

      Two files of one dimension, as f(X) and Y: the rows of each are ranked for the rows of the other. Relevant is the same \
      row; with --groups every row of the same group, as the five captions of an image; with --labels every row that shares a \
      label. A file of groups or labels has one line a row and serves both files; said twice, the first is of A and the second \
      of B, and the files may have different numbers of rows. rank = 1 + irrelevant items that are nearer than the nearest \
      relevant one + half of those that are as near; equal rows of a group are one item and one query.
      """)

  @Argument(
    help: "Vectors, one item a row: .npy, .npz:key, .csv, .tsv, .mat:name, .h5:name.", completion: .file())
  var features: String
  @Argument(
    help: "Vectors of the same dimension, to be found by those of the first file and to find them.",
    completion: .file())
  var second: String?
  @Option(
    help: ArgumentHelp(
      "Labels of the rows, one line each, several separated by blanks; of one file without it the leading column. Twice: of A "
        + "and of B.", valueName: "file"))
  var labels: [String] = []
  @Option(
    help: ArgumentHelp(
      "Groups of the rows of two files, one line each; rows of one group belong together. Twice: of A and of B.",
      valueName: "file"))
  var groups: [String] = []
  @Option(
    help: "Column of the labels or groups in those files, from 1; without, the file's own evidence decides.")
  var column: Int?
  @Option(
    help:
      "One file: cosine (the default), euclidean or inner-product. Two files: cosine, euclidean, csls or all (the default)."
  )
  var metric: MetricChoice?
  @Option(help: "Rows of the other side that CSLS takes the mean cosine of (default: 10).") var csls: Int?
  @Flag(help: "Standardize the columns of one file first.") var standardize = false
  @Option(
    name: [.customShort("j"), .long],
    help: "Threads that share the work (default: all cores). The numbers do not depend on them.")
  var threads: Int?
  @OptionGroup var alignment: AlignmentOptions
  @Flag(help: "Print one JSON document.") var json = false

  enum MetricChoice: String, ExpressibleByArgument, CaseIterable {
    case cosine, euclidean
    case innerProduct = "inner-product"
    case csls, all
  }

  @OptionGroup var console: ConsoleOptions

  func run() throws {
    if let column, column < 1 {
      throw CommandFailure.usage("--column \(column): must be at least 1")
    }
    try checkOptions()
    if let second { try measure(second) } else { try measureOne() }
  }

  private var workers: Int { threads ?? AvailableProcessors.current.count }

  private func measureOne() throws {
    let labels = labels.first
    let metric = Metric(rawValue: (metric ?? .cosine).rawValue) ?? .cosine
    let table = try alignment.tables.read(features)
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
    let result = MeanAveragePrecision(vectors, labels: sets, metric: metric, threads: workers)
    if json {
      return try StandardOutput.writeJSON(
        PrecisionDocument(result, labels: sets, metric: metric, isStandardized: standardize))
    }
    try StandardOutput.write(
      "mAP \(result.value?.fixed(4) ?? "-") over \(result.queries) queries, \(result.excluded) without a relevant row; "
        + "\(sets.items) items, \(sets.labels.count) labels, \(metric.rawValue)\n")
  }

  private func measure(_ second: String) throws {
    let source = try CrossRetrievalSource(self, second: second)
    let fewest = min(source.first.features.rows, source.second.features.rows)
    if let csls, csls > fewest {
      throw CommandFailure.data("--csls \(csls): a file has \(fewest) rows; must be from 1 to \(fewest)")
    }
    let metrics: [RetrievalMetric] =
      (metric ?? .all) == .all
      ? RetrievalMetric.allCases : [RetrievalMetric(rawValue: metric?.rawValue ?? "")].compactMap { $0 }
    let sets = (MeasuredRows(source.first), MeasuredRows(source.second))
    StandardError.notes(sets.0.notes, of: features)
    if second != features { StandardError.notes(sets.1.notes, of: second) }
    let nearest = min(csls ?? 10, fewest)
    let line = SearchProgressLine("ranking items")
    let retrieval = CrossRetrieval(
      sets.0, sets.1, relevance: source.relevance, metrics: metrics, nearest: nearest, threads: workers,
      progress: line.show)
    line.finish()
    let document = CrossRetrievalDocument(
      retrieval, .init(name: source.first.path, rows: source.first.features.rows),
      .init(name: source.second.path, rows: source.second.features.rows), relevance: source.relevance,
      nearest: nearest)
    guard let document else {
      throw CommandFailure.data(
        "\((groups + labels).joined(separator: " and ")): no row of \(features) has a \(source.relevance.word) that a row of "
          + "\(second) has")
    }
    if json { try StandardOutput.writeJSON(document) } else { try StandardOutput.write(document.text) }
  }

  private func checkOptions() throws {
    func check(_ holds: Bool, _ message: String) throws {
      if !holds { throw CommandFailure.usage(message) }
    }
    if let threads {
      try check((1...1024).contains(threads), "--threads \(threads): must be from 1 to 1024")
    }
    if let csls { try check(csls >= 1, "--csls \(csls): must be at least 1") }
    if second == nil {
      for (name, isGiven) in [
        ("groups", !groups.isEmpty), ("csls", csls != nil), ("align", alignment.align != nil),
        ("words", alignment.words != nil),
        ("metric \(metric?.rawValue ?? "")", metric == .csls || metric == .all),
      ] {
        try check(!isGiven, "--\(name): needs a second file of vectors")
      }
      try check(labels.count <= 1, "--labels: given \(labels.count) times; give it once for one file")
    } else {
      try check(
        !standardize, "--standardize: of one file only; features pca and map bring two into one space")
      try check(
        metric != .innerProduct,
        "--metric inner-product: for two files it must be cosine, euclidean, csls or all"
      )
      try check(
        csls == nil || metric == nil || metric == .csls || metric == .all,
        "--csls: does not go with --metric \(metric?.rawValue ?? "")")
      try check(labels.isEmpty || groups.isEmpty, "--groups and --labels: give only one of them")
      try check(
        column == nil || !labels.isEmpty || !groups.isEmpty,
        "--column: a column of --labels or --groups; neither is given")
      for (name, files) in [("groups", groups), ("labels", labels)] {
        try check(
          files.count <= 2,
          "--\(name): given \(files.count) times; give it once for both files, or once for each"
        )
        try check(
          files.isEmpty || (alignment.align != .names && alignment.words == nil),
          "--\(name): says what belongs together by row; --align names and --words, which move rows, do not go with it"
        )
      }
    }
  }
}

extension LabelSets {
  /// What makes mean average precision meaningless, in a sentence.
  var warnings: [String] {
    guard let label = labelOfAll else { return [] }
    return ["all \(items) rows have the label '\(label)', so that mAP is 1 whatever the vectors are"]
  }
}
