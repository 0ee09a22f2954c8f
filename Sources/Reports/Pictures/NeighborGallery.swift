import CrossModal
import Dense
import Messages
import Studies

/// Ten items with their nearest neighbors in X, f(X) and Y, as pictures or by name: what an overlap means.
///
/// One final fit is trained again for it, which gives the same map to the last bit; its overlap is checked against the
/// journal's. What it showed is kept in the study's own report.
struct NeighborGallery {
  /// What the gallery shows, in words.
  let text: String
  /// The gallery.
  let html: String
  /// The rule with the pictures.
  let styleSheet: String
  /// What it shows, to be kept.
  let kept: KeptGallery

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
    let measures = report.study.configuration.measures
    var kept = KeptGallery(report.study)
    var runner: FitRunner?
    var sections: [String] = []
    for (index, record) in Self.choices(report) {
      let cell = report.study.plan.cells[index].cell
      let recorded = record.overlaps?.first {
        $0.metric == metric.rawValue && $0.includesSelf == measures.includeSelf
      }
      let found = try kept.neighbors(of: record, metric) { () -> GalleryNeighbors? in
        let own =
          try runner
          ?? FitRunner(
            report.study, data: try MapData(report.study), path: report.study.manifest.kernels.kernelPath)
        runner = own
        guard let task = FitTask(.final(cell: index, repetition: 0), ledger: report.ledger),
          let trained = try own.train(task, shouldContinue: { true })
        else { return nil }
        return GalleryNeighbors(
          trained, metric: metric, measures: measures, places: Self.sampled(trained.rows.count))
      }
      guard let recorded, let found else { continue }
      let same = found.overlapWithX == recorded.input && found.overlapWithY == recorded.target
      let body = found.items.map { Self.html(of: $0, k: found.k, items: items) }
      let title = CellTitle.text(cell, study: report.study)
      let note =
        "\(title), fold or run 1: over its \(found.rows) items X,f is \(format(found.overlapWithX, 3)), Y,f "
        + "\(format(found.overlapWithY, 3))"
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
    self.kept = kept
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

  private static func html(of shown: GalleryNeighbors.Item, k: Int, items: ShownItems) -> String {
    func tiles(_ neighbors: [Int]) -> String {
      neighbors.map { neighbor in
        let isMapped = shown.inF.contains(neighbor)
        let marks =
          (isMapped && shown.inX.contains(neighbor) ? " from-x" : "")
          + (isMapped && shown.inY.contains(neighbor) ? " from-y" : "")
        return items.tile(neighbor, marks: marks)
      }.joined()
    }
    let picture = items.picture(shown.item).map { $0 + " " } ?? ""
    return
      "<li><p class=\"query\">\(picture)<b>\(ReportText.html(items.name(shown.item)))</b> "
      + "<span class=\"quiet\">X,f \(shown.sharedWithX)/\(k) · Y,f \(shown.sharedWithY)/\(k)</span></p>"
      + "<dl><dt>X</dt><dd>\(tiles(shown.inX))</dd><dt>f(X)</dt><dd>\(tiles(shown.inF))</dd>"
      + "<dt>Y</dt><dd>\(tiles(shown.inY))</dd></dl></li>\n"
  }

  private static func sampled(_ count: Int) -> [Int] {
    let shown = min(items, count)
    return (0..<shown).map { $0 * count / shown }
  }
}
