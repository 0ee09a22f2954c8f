import Dense
import TestSupport
import Testing

@testable import CrossModal

@Suite struct ChosenMapTests {
  private let x: Matrix<Float> = normalMatrix(50, 8, seed: 1)
  private let y: Matrix<Float> = normalMatrix(50, 3, seed: 2)
  private let rows = (0..<40).map(Int32.init)

  private func map(
    _ family: ClosedFormFamily, _ penalties: [Double] = [], isPerTarget: Bool = false, rank: Int? = nil
  ) throws -> ChosenMap {
    try ChosenMap(
      family, x: x.view, y: y.view, rows: rows, penalties: penalties, isPerTarget: isPerTarget, rank: rank,
      stream: StreamKey(seed: 3))
  }

  private var path: RidgePath {
    get throws { try RidgePath(x: x.rows(0..<40), y: y.rows(0..<40)) }
  }

  @Test("of several penalties ridge takes that of least leave-one-out error") func severalPenalties() throws {
    let found = try map(.ridge, [0.1, 10, 1000])
    let best = try path.bestPenalty(of: [0.1, 10, 1000])
    #expect(found.isChosen && found.penalties == [best])
    let wanted = try path.map(penalty: best)
    #expect(found.solution.map.weights == wanted.weights)
  }

  @Test("each target may have a penalty of its own, of the usual ones where none is named") func perTarget()
    throws
  {
    let found = try map(.ridge, isPerTarget: true)
    let wanted = try path.bestPenalties(of: Grid.usualPenalties)
    #expect(found.isChosen && found.penalties == wanted && wanted.count == 3)
  }

  @Test("one penalty is not chosen; families without one have none") func onePenalty() throws {
    let ridge = try map(.ridge, [10])
    #expect(!ridge.isChosen && ridge.penalties == [10])
    let wanted = try path.map(penalty: 10)
    #expect(ridge.solution.map.weights == wanted.weights)
    #expect(try map(.ridge).penalties == [1] && map(.cca).penalties == [1])
    #expect(try map(.procrustes).penalties == [] && map(.mean).penalties == [])
    #expect(try map(.cca, rank: 2).solution.map.outputs == 2)
  }
}
