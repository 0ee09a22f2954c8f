import StudyTestSupport
import Testing

@testable import Studies

@Suite struct WorkQueueTests {
  /// Takes units one after the other, each with the results of its fits, as one worker alone would.
  private func order(_ small: HandmadeStudy, _ ledger: Ledger) throws -> [WorkUnit] {
    let queue = WorkQueue(small.study, ledger: ledger)
    var order: [WorkUnit] = []
    while let unit = queue.next({ _ in true }) {
      order.append(unit)
      for fit in unit.fits { try small.append(small.record(fit, setting: setting(fit))) }
      try ledger.refresh()
    }
    #expect(queue.isComplete)
    return order
  }

  private func setting(_ fit: FitIdentifier) -> Int {
    if case .search(_, let setting, _) = fit { setting } else { 0 }
  }

  @Test func everyFitOnceCellByCellTheCostlyFirst() throws {
    let small = try HandmadeStudy()
    let order = try order(small, small.study.ledger())
    let fits = order.flatMap(\.fits)
    #expect(fits.count == small.study.plan.fits + small.study.plan.finalFits)
    #expect(Set(fits).count == fits.count)
    // lin, nn in two directions each: nn first. A cell's final fits follow its search.
    let cells = fits.reduce(into: [Int]()) { if $0.last != $1.cell { $0.append($1.cell) } }
    #expect(
      cells == [1, 3, 0, 2] || cells == [3, 1, 0, 2] || cells == [1, 3, 2, 0] || cells == [3, 1, 2, 0])
    for cell in 0..<4 {
      let search = order.filter { $0.fits[0].cell == cell && $0.fits[0].isSearch }
      #expect(zip(search, search.dropFirst()).allSatisfy { $0.cost >= $1.cost })
    }
  }

  @Test func unitsOfOthersArePassedOverAndComeLast() throws {
    let small = try HandmadeStudy()
    let ledger = try small.study.ledger()
    let queue = WorkQueue(small.study, ledger: ledger)
    let first = try #require(queue.next { _ in true })
    // Nothing was recorded of the first unit; the next one is another.
    var asked: [String] = []
    let second = try #require(
      queue.next { unit in
        asked.append(unit.name)
        return true
      })
    #expect(asked == [second.name] && second.name != first.name)
    // All are held by others: each is asked for once, those that were passed over too.
    asked = []
    #expect(
      queue.next { unit in
        asked.append(unit.name)
        return false
      } == nil)
    let searchUnits = WorkUnits(small.study).search.map(\.name)
    #expect(Set(asked) == Set(searchUnits) && !queue.isComplete)
    asked = []
    #expect(
      queue.next { unit in
        asked.append(unit.name)
        return false
      } == nil)
    #expect(asked == searchUnits)
  }

  @Test func whatIsTakenBackIsDoneAgain() throws {
    let small = try HandmadeStudy()
    let ledger = try small.study.ledger()
    let queue = WorkQueue(small.study, ledger: ledger)
    while let unit = queue.next({ _ in true }) {
      for fit in unit.fits { try small.append(small.record(fit, setting: setting(fit))) }
      try ledger.refresh()
    }
    #expect(queue.isComplete)
    _ = try StudyRetry(small.study).withdraw(["c1/s2/f0"])
    try ledger.refresh()
    var again: [FitIdentifier] = []
    while let unit = queue.next({ _ in true }) {
      for fit in unit.fits where ledger.records[fit] == nil {
        again.append(fit)
        var record = small.record(fit, setting: setting(fit))
        record.attempt = ledger.nextAttempt(of: fit)
        try small.append(record)
      }
      try ledger.refresh()
    }
    #expect(again.map(\.description) == ["c1/s2/f0", "c1/final/f0", "c1/final/f1"])
    #expect(queue.isComplete)
  }
}
