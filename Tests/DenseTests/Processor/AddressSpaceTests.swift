import Foundation
import Testing

@testable import Dense

@Suite struct AddressSpaceTests {
  @Test("without a limit nothing is missing") func none() throws {
    try #require(AddressSpace.limit == nil, "these tests run under a limit of the address space")
    #expect(AddressSpace.shortage(processors: 1000) == nil)
  }

  @Test("more processors need more, up to 64 of them") func needed() {
    #expect(AddressSpace.bytesNeeded(processors: 1) > 192 << 20)
    #expect(AddressSpace.bytesNeeded(processors: 2) > AddressSpace.bytesNeeded(processors: 1))
    #expect(AddressSpace.bytesNeeded(processors: 64) == AddressSpace.bytesNeeded(processors: 500))
  }

  @Test("what is missing is said in MiB") func text() {
    let shortage = AddressSpace.Shortage(limit: 200_000 << 10, needed: (419 << 20) + 1)
    #expect(
      shortage.text == "the address space is limited to 195 MiB (ulimit -v); here at least 420 MiB are needed"
    )
  }
}
