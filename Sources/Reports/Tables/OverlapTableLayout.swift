import CrossModal
import Studies

/// Lays out the tables of a study: its own, and those of the paper.
struct OverlapTableLayout {
  let study: MapStudy
  let ledger: MapLedger
  private let places: [Cell: Int]
  private let paper = PaperTables.published
  private let protocolNote: String?
  private let outcomes: OverlapOutcomes

  init(_ study: MapStudy, ledger: MapLedger) {
    (self.study, self.ledger) = (study, ledger)
    protocolNote = ProtocolNote.text(study)
    places = Dictionary(
      study.plan.cells.enumerated().map { ($0.element.cell, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    outcomes = OverlapOutcomes(
      study.plan.cells.indices.filter { Self.isEvidence(ledger, $0) }.flatMap { place in
        study.configuration.measures.metrics.flatMap { metric in
          [true, false].compactMap { includesSelf in
            OverlapSummary(ledger, cell: place, metric: metric.rawValue, includesSelf: includesSelf).map {
              (
                .init(
                  cell: study.plan.cells[place].cell, metric: metric.rawValue, includesSelf: includesSelf), $0
              )
            }
          }
        }
      })
  }

  /// One table for each loss and metric of the study, the item counted as the configuration says; with `otherSelf` as
  /// it does not say.
  func ownTables(otherSelf: Bool = false) -> [OverlapTable] {
    let (configuration, measures) = (study.configuration, study.configuration.measures)
    let includesSelf = measures.includeSelf != otherSelf
    return study.plan.losses.flatMap { loss in
      let models = configuration.columns.filter { $0.loss == loss }.map(\.model)
      return measures.metrics.map { metric in
        let blocks = configuration.dataset.text.map { text in
          OverlapTable.Block(
            dataset: configuration.dataset.name, text: text.name,
            rows: configuration.directions.flatMap { direction in
              models.map { model in
                row(direction, model, images: configuration.dataset.image.map(\.name)) { image in
                  Cell(
                    dataset: configuration.dataset.name, first: image, second: text.name,
                    direction: direction, loss: loss, model: model, sides: configuration.dataset.sides)
                } entry: {
                  entry($0, metric: metric.rawValue, includesSelf: includesSelf)
                }
              }
            })
        }
        let beside = Set(blocks.flatMap(\.rows).flatMap(\.entries).compactMap { $0.paper?.table }).sorted()
        return OverlapTable(
          name: "\(loss.rawValue)-\(metric.rawValue)"
            + (otherSelf ? (includesSelf ? "-with-self" : "-without-self") : ""),
          number: nil,
          title: "\(loss.title) loss, \(metric.rawValue.metricTitle) neighbors"
            + (otherSelf
              ? (includesSelf ? ", the item itself counted" : ", the item itself not counted") : ""),
          loss: loss, metric: metric.rawValue, k: measures.k, includesSelf: includesSelf,
          repetitions: repetitions,
          images: configuration.dataset.image.map(\.name), blocks: blocks,
          notes: notes(
            beside.isEmpty
              ? []
              : [
                "The paper's numbers are from its table \(beside.map(String.init).joined(separator: ", "))."
              ],
            compares: !beside.isEmpty, metric: metric.rawValue, loss: loss, blocks: blocks))
      }
    }
  }

  /// Table `number` of the paper, 1-9, with this study's numbers in it; nil for other numbers.
  func paperTable(_ number: Int) -> OverlapTable? {
    let published = paper.overlap.filter { $0.table == number }
    guard let first = published.first, let loss = LossName(rawValue: first.loss) else { return nil }
    let (images, metric) = (published.map(\.image).firstOccurrences, first.neighbors)
    let blocks = published.map { [$0.dataset, $0.text] }.firstOccurrences.map { key in
      let rows = published.filter { $0.dataset == key[0] && $0.text == key[1] }
      return OverlapTable.Block(
        dataset: key[0], text: key[1],
        rows: rows.compactMap(\.cell).map { RowKey(direction: $0.direction, model: $0.model) }
          .firstOccurrences.map {
            place in
            row(place.direction, place.model, images: images) { image in
              Cell(
                dataset: key[0], first: image, second: key[1], direction: place.direction, loss: loss,
                model: place.model)
            } entry: { cell in
              OverlapTable.Entry(
                cell: cell, state: isComparable ? state(cell, metric: metric, includesSelf: true) : .notRun,
                isEvidence: isEvidence(cell), paper: paper.row(for: cell, metric: metric),
                outcome: isComparable
                  ? outcomes[.init(cell: cell, metric: metric, includesSelf: true)] : nil)
            }
          })
    }
    var notes: [String] = []
    if published.contains(where: { $0.labelAsPrinted != $0.model }) {
      notes.append(
        "The labels of some rows are misprinted in the paper's text; rows are named here by their order inside a block."
      )
    }
    return OverlapTable(
      name: "table-\(number)", number: number,
      title: "Table \(number) of the paper: \(loss.title) loss, \(metric.metricTitle) neighbors", loss: loss,
      metric: metric,
      k: PaperTables.k, includesSelf: true, repetitions: repetitions, images: images, blocks: blocks,
      notes: self.notes(notes, compares: true, metric: metric, loss: loss, blocks: blocks))
  }

  private struct RowKey: Hashable {
    let direction: Direction
    let model: ModelFamily
  }

  private var repetitions: String {
    study.plan.evaluation.kind == .crossValidation
      ? "\(study.plan.evaluation.finalFits) folds" : "\(study.plan.evaluation.finalFits) runs"
  }

  // The paper has K = 10 only; overlaps of another K are another measure.
  private var isComparable: Bool { study.configuration.measures.k == PaperTables.k }

  private func row(
    _ direction: Direction, _ model: ModelFamily, images: [String], cell: (String) -> Cell,
    entry: (Cell) -> OverlapTable.Entry
  ) -> OverlapTable.Row {
    OverlapTable.Row(direction: direction, model: model, entries: images.map { entry(cell($0)) })
  }

  private func entry(_ cell: Cell, metric: String, includesSelf: Bool) -> OverlapTable.Entry {
    OverlapTable.Entry(
      cell: cell, state: state(cell, metric: metric, includesSelf: includesSelf),
      isEvidence: isEvidence(cell),
      paper: includesSelf && isComparable ? paper.row(for: cell, metric: metric) : nil,
      outcome: outcomes[.init(cell: cell, metric: metric, includesSelf: includesSelf)])
  }

  private func state(_ cell: Cell, metric: String, includesSelf: Bool) -> OverlapTable.State {
    guard let place = places[cell] else { return .notRun }
    let planned = ledger.plan.finalFits(ofCell: place)
    if let overlaps = OverlapSummary(ledger, cell: place, metric: metric, includesSelf: includesSelf) {
      return .measured(overlaps, planned: planned.count)
    }
    return planned.allSatisfy { ledger[$0] != nil } ? .failed : .pending
  }

  private func isEvidence(_ cell: Cell) -> Bool {
    places[cell].map { Self.isEvidence(ledger, $0) } ?? true
  }

  private static func isEvidence(_ ledger: MapLedger, _ place: Int) -> Bool {
    !ledger.plan.cells[place].cell.model.isFloor
      && !ledger.plan.finalFits(ofCell: place).contains { ledger[$0]?.result?.health?.isCollapsed == true }
  }

  private func notes(
    _ first: [String], compares: Bool, metric: String, loss: LossName, blocks: [OverlapTable.Block]
  ) -> [String] {
    var notes = first
    let name = study.configuration.dataset.name
    if compares, let protocolNote, blocks.contains(where: { $0.dataset == name }) {
      notes.append(protocolNote)
    }
    let configured = study.configuration.measures
    if !isComparable, PaperTables.evaluation(of: name) != nil {
      notes.append(
        "The paper's numbers are for K = \(PaperTables.k), this study's for K = \(configured.k): they are not set side by side."
      )
    }
    let short = blocks.flatMap(\.rows).flatMap(\.entries).compactMap { entry -> String? in
      guard case .measured(let overlaps, let planned) = entry.state, overlaps.count < planned else {
        return nil
      }
      return "\(entry.cell.id) (\(overlaps.count) of \(planned))"
    }
    let collapsed = blocks.flatMap(\.rows).flatMap(\.entries).filter {
      !$0.isEvidence && $0.overlaps != nil && !$0.cell.model.isFloor
    }
    if !collapsed.isEmpty {
      notes.append(
        "The outputs of these maps have collapsed, so they are no evidence and are not counted: "
          + "\(collapsed.map(\.cell.id).joined(separator: ", ")).")
    }
    if !short.isEmpty { notes.append("Not all final fits have overlaps: \(short.joined(separator: ", ")).") }
    return notes
  }
}

extension LossName {
  /// The loss as the paper writes it.
  package var title: String {
    switch self {
    case .mse: "MSE"
    case .cosine: "cosine"
    case .maxMargin: "max-margin"
    case .infoNCE: "InfoNCE"
    case .sigmoid: "sigmoid"
    }
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, where it first occurs.
  var firstOccurrences: [Element] {
    var seen = Set<Element>()
    return filter { seen.insert($0).inserted }
  }
}
