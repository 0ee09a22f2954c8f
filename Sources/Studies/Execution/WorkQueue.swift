import CrossModal

/// In which order one worker tries the units of a study.
///
/// Search units in their order; a cell's final fits, the costly first, as soon as its search is complete. Units that other
/// workers hold are passed over and looked at again when nothing else is left: a claim stays as cheap with a thousand
/// workers as with one.
final class WorkQueue {
  private let ledger: Ledger
  private let units: WorkUnits
  // Units that had no results when they were last looked at. Those before the position were passed over.
  private var open: [WorkUnit] = []
  private var position = 0
  // Cells whose search is not complete, so that their final fits cannot begin.
  private var searching: [Int] = []
  private var withdrawals: Int?

  init(_ study: Study, ledger: Ledger) {
    self.ledger = ledger
    units = WorkUnits(study)
    beginAgain()
  }

  /// Whether every fit of the study has a result, as the last look showed.
  var isComplete: Bool { open.isEmpty && searching.isEmpty }

  /// Whether every fit of a unit has a result.
  func isDone(_ unit: WorkUnit) -> Bool { unit.fits.allSatisfy { ledger.records[$0] != nil } }

  /// The first unit without results that `claim` takes; nil if it takes none.
  func next(_ claim: (WorkUnit) throws -> Bool) rethrows -> WorkUnit? {
    if ledger.withdrawals != withdrawals { beginAgain() }
    admitFinalFits()
    let seesAll = position == 0
    if let unit = try pass(claim) { return unit }
    open.removeAll(where: isDone)
    position = 0
    return seesAll ? nil : try pass(claim)
  }

  private func pass(_ claim: (WorkUnit) throws -> Bool) rethrows -> WorkUnit? {
    while position < open.count {
      let unit = open[position]
      position += 1
      if !isDone(unit), try claim(unit) { return unit }
    }
    return nil
  }

  private func admitFinalFits() {
    let complete = searching.filter { ledger.searchIsComplete(cell: $0) }
    guard !complete.isEmpty else { return }
    searching.removeAll { ledger.searchIsComplete(cell: $0) }
    let costs = complete.map { cell in
      ledger.selection(cell: cell).best.map { units.cost(of: $0, cell: cell) } ?? 0
    }
    let order = complete.indices.sorted { (costs[$1], $0) < (costs[$0], $1) }
    open.insert(contentsOf: order.flatMap { units.final[complete[$0]] }, at: position)
  }

  // Results may have been taken back anywhere.
  private func beginAgain() {
    withdrawals = ledger.withdrawals
    (open, position, searching) = (units.search, 0, Array(units.final.indices))
  }
}
