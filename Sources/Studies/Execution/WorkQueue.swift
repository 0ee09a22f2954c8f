/// In which order one worker tries the work of a study.
///
/// Independent work in its order; a batch that waits for results, the costly first, as soon as it is ready. Work that
/// other workers hold is passed over and looked at again when nothing else is left: a claim stays as cheap with a
/// thousand workers as with one.
final class WorkQueue<Kind: Experiment> {
  private let ledger: Ledger<Kind>
  private let work: WorkPlan
  // Work that had no results when it was last looked at. What is before the position was passed over.
  private var open: [WorkUnit] = []
  private var position = 0
  // Batches that are not ready.
  private var waiting: [Int] = []
  private var withdrawals: Int?

  init(_ ledger: Ledger<Kind>) {
    self.ledger = ledger
    work = ledger.experiment.work
    beginAgain()
  }

  /// Whether every unit of the study has a result, as the last look showed.
  var isComplete: Bool { open.isEmpty && waiting.isEmpty }

  /// Whether every unit of a claim has a result, or needs none.
  func isDone(_ work: WorkUnit) -> Bool { work.units.allSatisfy { ledger.isSettled($0) } }

  /// The first work without results that `claim` takes; nil if it takes none.
  func next(_ claim: (WorkUnit) throws -> Bool) rethrows -> WorkUnit? {
    if ledger.withdrawals != withdrawals { beginAgain() }
    admitBatches()
    let seesAll = position == 0
    if let found = try pass(claim) { return found }
    open.removeAll(where: isDone)
    position = 0
    return seesAll ? nil : try pass(claim)
  }

  private func pass(_ claim: (WorkUnit) throws -> Bool) rethrows -> WorkUnit? {
    while position < open.count {
      let work = open[position]
      position += 1
      if !isDone(work), try claim(work) { return work }
    }
    return nil
  }

  private func admitBatches() {
    let experiment = ledger.experiment
    let ready = waiting.filter { experiment.isReady(batch: $0, in: ledger) }
    guard !ready.isEmpty else { return }
    waiting.removeAll { experiment.isReady(batch: $0, in: ledger) }
    let costs = ready.map { experiment.cost(ofBatch: $0, in: ledger) }
    let order = ready.indices.sorted { (costs[$1], $0) < (costs[$0], $1) }
    open.insert(contentsOf: order.flatMap { work.batches[ready[$0]] }, at: position)
  }

  // Results may have been taken back anywhere.
  private func beginAgain() {
    withdrawals = ledger.withdrawals
    (open, position, waiting) = (work.independent, 0, Array(work.batches.indices))
  }
}
