import Foundation
import Testing

@testable import Dense

@Suite struct PairScheduleTests {
  @Test func orderForOneThread() {
    let schedule = PairSchedule(groups: 3)
    var blocks: [[Int]] = []
    var ended = 0
    var block: PairSchedule.Block?
    while true {
      block = schedule.next(after: block) { _ in ended += 1 }
      guard let block else { break }
      blocks.append([block.row, block.column])
    }
    #expect(blocks == [[0, 0], [1, 1], [2, 2], [0, 2], [1, 2], [0, 1]])
    #expect(ended == 6)
    #expect(PairSchedule(groups: 0).next(after: nil) { _ in } == nil)
  }

  @Test(arguments: [2, 3, 8])
  func everyBlockOnceAndNoGroupTwiceAtATime(_ threads: Int) {
    let groups = 13
    let schedule = PairSchedule(groups: groups)
    let lock = NSLock()
    nonisolated(unsafe) var held = [Bool](repeating: false, count: groups)
    nonisolated(unsafe) var seen = [Int](repeating: 0, count: groups * groups)
    nonisolated(unsafe) var conflicts = 0
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var block: PairSchedule.Block?
      while true {
        block = schedule.next(after: block) { _ in }
        guard let block else { return }
        lock.withLock {
          if held[block.row] || held[block.column] { conflicts += 1 }
          held[block.row] = true
          held[block.column] = true
          seen[block.row * groups + block.column] += 1
        }
        usleep(50)
        lock.withLock {
          held[block.row] = false
          held[block.column] = false
        }
      }
    }
    #expect(conflicts == 0)
    for row in 0..<groups {
      for column in 0..<groups { #expect(seen[row * groups + column] == (row <= column ? 1 : 0)) }
    }
  }
}
