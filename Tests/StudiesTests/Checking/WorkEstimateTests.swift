import Testing

@testable import Studies

@Suite struct WorkEstimateTests {
  /// Between measured costs along a line, beyond them on, never below none; one cost tells others in proportion.
  @Test func costsLieOnLines() {
    let curve = [(cost: 10.0, seconds: 1.0), (cost: 20, seconds: 2), (cost: 40, seconds: 8)]
    #expect(MeasuredWork.seconds(10, on: curve) == 1)
    #expect(MeasuredWork.seconds(15, on: curve) == 1.5)
    #expect(MeasuredWork.seconds(30, on: curve) == 5)
    #expect(MeasuredWork.seconds(50, on: curve) == 11)
    #expect(MeasuredWork.seconds(0, on: curve) == 0)
    #expect(MeasuredWork.seconds(0, on: [(cost: 10, seconds: 1), (cost: 20, seconds: 5)]) == 0)
    #expect(MeasuredWork.seconds(30, on: [(cost: 10, seconds: 2)]) == 6)
    #expect(MeasuredWork.seconds(30, on: []) == 0)
  }

  @Test func timesAndSizesAreSaidAsPeopleDo() {
    #expect(WorkEstimate.time(3.14159) == "3.1 s")
    #expect(WorkEstimate.time(600) == "10 min")
    #expect(WorkEstimate.time(9000) == "2.5 h")
    #expect(WorkEstimate.size(5 << 20) == "5 MiB")
    #expect(WorkEstimate.size(3 << 29) == "1.5 GiB")
  }
}
