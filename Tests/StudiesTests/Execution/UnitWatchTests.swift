import Dense
import Foundation
import Synchronization
import Testing

@testable import Studies

private final class Flag: Sendable {
  let isSet = Atomic(false)
}

@Suite struct UnitWatchTests {
  @Test func aUnitThatNobodyDropsIsDone() {
    let outcome = UnitWatch.run({ false }) { shouldContinue in
      shouldContinue() && !Interruption.isRequested ? 7 : nil
    }
    #expect(outcome == 7)
  }

  @Test("work that asks nobody but the interruption ends in its middle") func dropped() {
    let flag = Flag()
    let outcome = UnitWatch.run({ flag.isSet.load(ordering: .relaxed) }) { _ -> Int? in
      flag.isSet.store(true, ordering: .relaxed)
      // Ends by the timer alone.
      while !Interruption.isRequested { usleep(1000) }
      return 7
    }
    #expect(outcome == nil && !Interruption.isRequested)
  }

  @Test func whatTheWorkAsksIsHeardAtOnce() {
    let outcome = UnitWatch.run({ true }) { shouldContinue -> Int? in
      #expect(!shouldContinue() && Interruption.isRequested)
      return 7
    }
    #expect(outcome == nil)
  }

  @Test("an interruption is a unit that was dropped, other errors are errors") func errors() {
    struct Other: Error {}
    let outcome = UnitWatch.run({ true }) { shouldContinue -> Int? in
      _ = shouldContinue()
      do { try Interruption.check() } catch { return nil }
      return 7
    }
    #expect(outcome == nil)
    #expect(throws: Other.self) { try UnitWatch.run({ false }) { _ -> Int? in throw Other() } }
  }
}
