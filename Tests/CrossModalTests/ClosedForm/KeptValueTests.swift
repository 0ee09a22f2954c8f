import Testing

@testable import CrossModal

@Suite struct KeptValueTests {
  private struct Failure: Error {}

  @Test func aValueIsMadeOnce() throws {
    let kept = KeptValue<Int>()
    #expect(throws: Failure.self) { try kept.get { throw Failure() } }
    #expect(kept.get { 1 } == 1)
    #expect(try kept.get { throw Failure() } == 1)
  }

  @Test func theLatestKeyIsKept() throws {
    let latest = LatestValue<Double, String>()
    #expect(try latest.get(1) { "one" } == "one")
    #expect(try latest.get(1) { throw Failure() } == "one")
    #expect(try latest.get(2) { "two" } == "two")
    #expect(try latest.get(1) { "again" } == "again")
  }
}
