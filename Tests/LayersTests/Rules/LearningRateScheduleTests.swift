import Testing

@testable import Layers

@Suite struct LearningRateScheduleTests {
  private func rates(_ schedule: LearningRateSchedule, _ updates: [Int]) -> [Double] {
    updates.map { schedule.rate(0.3, update: $0, of: 12, updatesPerEpoch: 4) }
  }

  @Test func constantIsTheRateItself() {
    #expect(rates(.constant, [0, 5, 11, 12, 1000]) == [0.3, 0.3, 0.3, 0.3, 0.3])
  }

  @Test func cosineByHand() {
    // cos 0 = 1, cos 60° = 1/2, cos 90° = 0, cos 120° = −1/2; nothing is left after the last update.
    for (rate, expected) in zip(rates(.cosine, [0, 4, 6, 8, 12, 13]), [0.3, 0.225, 0.15, 0.075, 0, 0]) {
      #expect(abs(rate - expected) < 1e-15)
    }
    #expect(rates(.cosine, [11])[0] > 0)
  }

  @Test func inverseTimeByHand() {
    for (rate, expected) in zip(rates(.inverseTime, [0, 2, 4, 8]), [0.3, 0.2, 0.15, 0.1]) {
      #expect(abs(rate - expected) < 1e-15)
    }
  }

  @Test(arguments: LearningRateSchedule.allCases) func neverRises(schedule: LearningRateSchedule) {
    let rates = rates(schedule, Array(0...30))
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 >= $1 })
  }
}
