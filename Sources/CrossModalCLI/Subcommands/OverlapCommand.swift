import ArgumentParser
import CrossModal
import Dense
import Reports
import Studies

/// mNNO of two row-aligned files, and the other measures that neighbor lists give.
struct OverlapCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overlap",
    abstract: "Mean nearest-neighbor overlap of two row-aligned files of vectors.",
    discussion: """
      Neighbors are exact; ties go to the lower row, and rows where that decides are counted. By default an item counts \
      as its own first neighbor, as in the paper; --exclude-self gives the mutual k-NN overlap of recent papers. The chance level is \
      that of unrelated sets. One search serves all numbers of neighbors and all measures.

      Large sets: --sample measures random rows against all; --rows searches a part of the rows, --neighbors keeps its \
      lists, and --from reads the lists of all parts again instead of searching.
      """)

  @Argument(help: "Vectors, one item a row: .npy, .npz:key, .csv or .tsv.", completion: .file()) var first:
    String?
  @Argument(help: "Vectors of the same items in the same order.", completion: .file()) var second: String?
  @Option(
    name: [.customShort("k"), .customLong("k")],
    help: "Numbers of neighbors, such as 10 or 1,5,10 or 1-100, or percentages of the items, such as 1%.")
  var k: [String] = []
  @Option(help: "cosine, euclidean or both.") var metric: MetricChoice?
  @Flag var selfCounting = SelfCounting.includeSelf
  @Option(name: [.customShort("j"), .long], help: "Threads that share the search.") var threads = 1
  @Flag(
    help: "Also Jaccard, the overlap without self, and hubness: skewness and maximum of the k-occurrence.")
  var details = false
  @Option(help: "Random alignments of the items for a null distribution and p.") var permutations = 0
  @Flag(help: "95 % intervals over samples of as many items.") var interval = false
  @Option(
    help: ArgumentHelp("The former name of --interval, where it is above 0.", visibility: .hidden))
  var bootstrap = 0
  @Option(help: ArgumentHelp("Only so many random rows against all, with a 95 % interval.", valueName: "m"))
  var sample: Int?
  @Option(help: ArgumentHelp("Only these rows against all, such as 1-50000.", valueName: "a-b")) var rows:
    String?
  @Option(help: "Seed of sample and permutations.") var seed: UInt64 = 1
  @Option(help: ArgumentHelp("Write the overlap of every item.", valueName: "file.csv")) var perItem: String?
  @Option(
    help: ArgumentHelp(
      "Write the lists: .npz for --from, or .npy of one metric (2 × rows × k, indices from 0).",
      valueName: "file"))
  var neighbors: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Read lists from these .npz files, the parts of one search.", valueName: "file.npz"))
  var from: [String] = []
  @Option(help: ArgumentHelp("Draw the curve over K with the chance level.", valueName: "file.svg")) var plot:
    String?
  @OptionGroup var alignment: AlignmentOptions
  @Flag(help: "Print one JSON document.") var json = false

  enum MetricChoice: String, ExpressibleByArgument, CaseIterable {
    case cosine, euclidean, both
    var metrics: [Metric] {
      switch self {
      case .cosine: [.cosine]
      case .euclidean: [.euclidean]
      case .both: [.cosine, .euclidean]
      }
    }
  }
  @OptionGroup var console: ConsoleOptions

  func run() async throws {
    try OutputPaths.check([perItem, neighbors, plot], inputs: [first, second, alignment.words] + from)
    if let plot, !plot.lowercased().hasSuffix(".svg") {
      throw CommandFailure.usage("--plot \(plot): must be a file that ends in .svg")
    }
    let asked = try NeighborCounts.parseCounts(k.isEmpty ? ["10"] : k)
    try checkOptions(asked)
    // One that does not answer is found before the search.
    if plot != nil { _ = try await Gnuplot.version() }
    let source =
      try from.isEmpty ? OverlapSource(searching: self, asked) : OverlapSource(reading: self, asked)
    let (lists, counts) = (source.neighbors, source.counts)
    if permutations > 0 && !lists.isComplete {
      throw CommandFailure.usage("--permutations: needs the neighbors of all \(lists.items) items")
    }
    let document = OverlapDocument(
      lists,
      .init(
        counts: counts, includesSelf: selfCounting == .includeSelf, details: details,
        permutations: permutations,
        bootstrap: bootstrap, asksForInterval: asksForInterval, isSample: sample != nil && !lists.isComplete,
        seed: seed))
    if let neighbors {
      try source.writeNeighbors(
        to: neighbors, k: counts.max() ?? 1, includesSelf: selfCounting == .includeSelf)
    }
    if let perItem {
      try source.writeItems(to: perItem, counts: counts, includesSelf: selfCounting == .includeSelf)
    }
    if json { try StandardOutput.writeJSON(document) } else { try StandardOutput.write(document.text) }
    if let plot { try await picture(document).write(to: plot) }
  }

  var asksForInterval: Bool { interval || bootstrap > 0 }

  private func picture(_ document: OverlapDocument) -> OverlapCurvePlot {
    let points = document.points.sorted { $0.k < $1.k }
    var curves: [OverlapCurvePlot.Curve] = []
    if document.overlap.cosine != nil {
      curves.append(.init(name: "cosine", values: points.compactMap(\.cosine)))
    }
    if document.overlap.euclidean != nil {
      curves.append(.init(name: "euclidean", values: points.compactMap(\.euclidean)))
    }
    return OverlapCurvePlot(
      counts: points.map(\.k), curves: curves, chance: points.map(\.chance),
      title:
        "Neighbor overlap of \(document.items) items, self \(selfCounting == .excludeSelf ? "excluded" : "included")"
    )
  }

  private func checkOptions(_ counts: [NeighborCount]) throws {
    func check(_ holds: Bool, _ message: String) throws {
      if !holds { throw CommandFailure.usage(message) }
    }
    try check((1...1024).contains(threads), "--threads \(threads): must be from 1 to 1024")
    try check(
      (0...1_000_000).contains(permutations), "--permutations \(permutations): must be from 0 to 1000000")
    try check((0...1_000_000).contains(bootstrap), "--bootstrap \(bootstrap): must be from 0 to 1000000")
    try check(sample == nil || rows == nil, "--sample and --rows: give only one of them")
    try check(sample.map { $0 >= 2 } ?? true, "--sample \(sample ?? 0): must be at least 2")
    try check(plot == nil || counts.count > 1, "--plot: needs several numbers of neighbors, as -k 1-100")
    if from.isEmpty {
      try check(
        first != nil && second != nil,
        "two files of vectors are needed, or --from (see crossmodal overlap --help)")
    } else {
      try check(
        first == nil && sample == nil && rows == nil && metric == nil,
        "--from: takes lists instead of vectors; files of vectors, --sample, --rows and --metric do not go with it"
      )
    }
    if let neighbors {
      let isSingle = (metric ?? .cosine) != .both
      try check(
        neighbors.hasSuffix(".npz") || (neighbors.hasSuffix(".npy") && isSingle),
        "--neighbors \(neighbors): must end in .npz, or in .npy for one metric")
    }
  }
}
