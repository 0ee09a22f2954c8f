import CrossModal
import Dense
import Messages
import Studies

/// Ten items with their nearest neighbors in X, f(X) and Y, as pictures or by name: what an overlap means.
///
/// One final fit is trained again for it, which gives the same map to the last bit; its overlap is checked against the
/// journal's.
struct NeighborGallery {
  /// What the gallery shows, in words.
  let text: String
  /// The gallery.
  let html: String
  /// The rule with the pictures.
  let styleSheet: String

  /// Items shown for each direction.
  static let items = 10
  /// Seconds that a fit may take to be trained again for pictures.
  static let longestFit = 60.0

  /// The gallery of a study; nil where items have neither pictures nor names, or before a final fit.
  /// - Throws: ``DataFileError`` for names and pictures that the configuration gives and that cannot be read.
  init?(_ report: StudyReport) throws {
    guard let items = try ShownItems(report.study),
      let metric = report.study.configuration.measures.metrics.first
    else {
      return nil
    }
    let runner = FitRunner(
      report.study, data: try MapData(report.study), path: report.study.manifest.kernels.kernelPath)
    var sections: [String] = []
    for (index, record) in Self.choices(report) {
      let cell = report.study.plan.cells[index].cell
      guard let task = FitTask(.final(cell: index, repetition: 0), ledger: report.ledger),
        let trained = try runner.train(task, shouldContinue: { true })
      else { continue }
      let lists = NeighborLists(trained, metric: metric, measures: report.study.configuration.measures)
      let recorded = record.overlaps?.first {
        $0.metric == metric.rawValue && $0.includesSelf == lists.includesSelf
      }
      guard let recorded else { continue }
      let same = lists.input.mean == recorded.input && lists.target.mean == recorded.target
      let body = Self.sampled(trained.rows.count).map { lists.html(of: $0, rows: trained.rows, items: items) }
      let title = CellTitle.text(cell, study: report.study)
      let note =
        "\(title), fold or run 1: over its \(trained.rows.count) items X,f is \(format(lists.input.mean, 3)), Y,f "
        + "\(format(lists.target.mean, 3))"
        + (same
          ? ", as in the journal."
          : "; the journal says \(format(recorded.input, 3)) and "
            + "\(format(recorded.target, 3)): other kernels have trained this fit again.")
      sections.append(
        "<details\(sections.isEmpty ? " open" : "")><summary>\(ReportText.html(title))</summary>\n"
          + "<p class=\"quiet\">\(ReportText.html(note))</p>\n"
          + "<p class=\"quiet\">In the line of f(X): <span class=\"mark x\"></span> below a neighbor from X, "
          + "<span class=\"mark y\"></span> above one from Y, both for one from both.</p>\n<ol class=\"neighbors\">\n\(body.joined())</ol></details>\n"
      )
    }
    guard !sections.isEmpty else { return nil }
    html = sections.joined()
    styleSheet = items.styleSheet
    text =
      "\(Self.items) items, evenly spaced in the held-out rows and not picked by eye, with their nearest neighbors "
      + "(\(metric.rawValue.metricTitle)) in the input X, in the mapped f(X) and in the target Y, nearest first"
      + (report.study.configuration.measures.includeSelf
        ? "; the item itself, named above its lines, counts as the first of the \(report.study.configuration.measures.k) and is not shown again. "
        : ", without the item itself. ")
      + "In the middle line a mark below means that the neighbor comes from X, a mark above that it "
      + "comes from Y; the same neighbors are marked in the lines of X and Y."
  }

  // For each direction a network where there is one, else lin or a solved map, with the first loss and the first features;
  // one whose outputs tell something.
  private static func choices(_ report: StudyReport) -> [(Int, FitRecord)] {
    report.study.configuration.directions.compactMap { direction in
      let cells = report.study.plan.cells.enumerated().filter { $0.element.cell.direction == direction }
      let families = ModelFamily.allCases.filter { !$0.isFloor }
      for model in families.filter({ $0.hiddenLayers > 0 }) + families.filter({ $0.hiddenLayers == 0 }) {
        for (index, entry) in cells where entry.cell.model == model {
          let record = report.ledger[.final(cell: index, repetition: 0)]
          let isHealthy = record?.result?.health?.isCollapsed != true
          if let record, record.overlaps != nil, isHealthy, record.seconds < longestFit {
            return (index, record)
          }
        }
      }
      return nil
    }
  }

  private static func sampled(_ count: Int) -> [Int] {
    let shown = min(items, count)
    return (0..<shown).map { $0 * count / shown }
  }
}

/// The neighbors of all held-out items of a fit in the three spaces.
private struct NeighborLists {
  let includesSelf: Bool
  let input: NeighborOverlap
  let target: NeighborOverlap
  private let inX: NeighborTable
  private let inF: NeighborTable
  private let inY: NeighborTable

  init(_ trained: TrainedFit, metric: Metric, measures: MeasuresConfiguration) {
    includesSelf = measures.includeSelf
    let search = NeighborSearch(k: measures.k, metric: metric, includesSelf: includesSelf)
    func lists(_ rows: Matrix<Float>) -> NeighborTable {
      search.neighbors(of: rows.view, groups: trained.groups)
    }
    (inX, inF, inY) = (lists(trained.x), lists(trained.mapped), lists(trained.y))
    (input, target) = (NeighborOverlap(inX, inF), NeighborOverlap(inY, inF))
  }

  /// One item; `place` counts in the held-out rows, `rows` gives the items.
  func html(of place: Int, rows: [Int], items: ShownItems) -> String {
    func others(_ table: NeighborTable) -> [Int] { table[place].map(Int.init).filter { $0 != place } }
    let (x, f, y) = (others(inX), others(inF), others(inY))
    func tiles(_ neighbors: [Int]) -> String {
      neighbors.map { neighbor in
        let mapped = f.contains(neighbor)
        let marks =
          (mapped && x.contains(neighbor) ? " from-x" : "")
          + (mapped && y.contains(neighbor) ? " from-y" : "")
        return items.tile(rows[neighbor], marks: marks)
      }.joined()
    }
    let k = inX.k
    let picture = items.picture(rows[place]).map { $0 + " " } ?? ""
    return
      "<li><p class=\"query\">\(picture)<b>\(ReportText.html(items.name(rows[place])))</b> "
      + "<span class=\"quiet\">X,f \(input.shared[place])/\(k) · Y,f \(target.shared[place])/\(k)</span></p>"
      + "<dl><dt>X</dt><dd>\(tiles(x))</dd><dt>f(X)</dt><dd>\(tiles(f))</dd><dt>Y</dt><dd>\(tiles(y))</dd></dl></li>\n"
  }
}
