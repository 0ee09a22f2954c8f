import StudyTestSupport
import Testing

@testable import Studies

@Suite struct WorkQueueTests {
  /// Takes units one after the other, each with the results of its fits, as one worker alone would.
  private func order(_ small: HandmadeStudy, _ ledger: MapLedger) throws -> [WorkUnit] {
    let queue = WorkQueue(ledger)
    var order: [WorkUnit] = []
    while let unit = queue.next({ _ in true }) {
      order.append(unit)
      for fit in unit.units { try small.append(small.record(small.study.plan.fit(of: fit))) }
      try ledger.refresh()
    }
    #expect(queue.isComplete)
    return order
  }

  @Test func everyFitOnceCellByCellTheCostlyFirst() throws {
    let small = try HandmadeStudy()
    let order = try order(small, small.study.ledger())
    let fits = order.flatMap(\.units).map(small.study.plan.fit)
    #expect(fits.count == small.study.plan.fits + small.study.plan.finalFits)
    #expect(Set(fits).count == fits.count)
    // lin, nn in two directions each: nn first. A cell's final fits follow its search.
    let cells = fits.reduce(into: [Int]()) { if $0.last != $1.cell { $0.append($1.cell) } }
    #expect(
      cells == [1, 3, 0, 2] || cells == [3, 1, 0, 2] || cells == [1, 3, 2, 0] || cells == [3, 1, 2, 0])
    for cell in 0..<4 {
      let search = order.filter { work in
        let fit = small.study.plan.fit(of: work.units[0])
        return fit.cell == cell && fit.isSearch
      }
      #expect(zip(search, search.dropFirst()).allSatisfy { $0.cost >= $1.cost })
    }
  }

  @Test func unitsOfOthersArePassedOverAndComeLast() throws {
    let small = try HandmadeStudy()
    let ledger = try small.study.ledger()
    let queue = WorkQueue(ledger)
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
    let searchUnits = small.study.experiment.work.independent.map(\.name)
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
    let queue = WorkQueue(ledger)
    while let unit = queue.next({ _ in true }) {
      for fit in unit.units { try small.append(small.record(small.study.plan.fit(of: fit))) }
      try ledger.refresh()
    }
    #expect(queue.isComplete)
    // The second setting wins everywhere: the first of equals. Without one of its folds the search is not complete, and
    // the final fits are not shown; they count again when it is.
    let finals = ledger.totals.count - small.study.plan.fits
    let name = try small.name(.search(cell: 1, setting: 2, fold: 0))
    #expect(try StudyRetry(small.study).withdraw([name]) == [name])
    try ledger.refresh()
    #expect(ledger.totals.count == small.study.plan.fits - 1 + finals - small.study.plan.cells[1].finalFits)
    var again: [String] = []
    while let unit = queue.next({ _ in true }) {
      for fit in unit.units where ledger.record(fit) == nil {
        var record = try small.record(small.study.plan.fit(of: fit))
        again.append(record.unit)
        record.attempt = ledger.nextAttempt(of: record.unit)
        try small.append(record)
      }
      try ledger.refresh()
    }
    #expect(again == [name])
    #expect(queue.isComplete)
  }
}
