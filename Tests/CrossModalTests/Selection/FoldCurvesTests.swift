import Testing

@testable import CrossModal

@Suite struct FoldCurvesTests {
  @Test func aStoppedFoldKeepsItsLastLoss() {
    let curves = FoldCurves([[4, 2, 1, 0.5], [6, 5]])
    #expect(curves.epochs == 4)
    #expect(curves.losses(at: 3) == [0.5, 5])
    #expect(curves.means == [5, 3.5, 3, 2.75])
  }

  @Test func foldsOfOneLengthAreMeansByEpoch() {
    #expect(FoldCurves([[1, 2], [3, 6]]).means == [2, 4])
    #expect(FoldCurves([]).means.isEmpty)
    #expect(FoldCurves([[1], []]).epochs == 0)
  }
}
