import Testing

@testable import Dense

@Suite struct ProgramArgumentsTests {
  @Test("the C library and Swift tell the same words") func same() {
    #expect(!ProgramArguments.all.isEmpty)
    #expect(ProgramArguments.all == CommandLine.arguments)
  }
}
