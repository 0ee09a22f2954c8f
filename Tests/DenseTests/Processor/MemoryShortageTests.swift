import Testing

@testable import Dense

@Suite struct MemoryShortageTests {
  @Test func enough() {
    #expect(MemoryShortage.of(0) == nil)
    #expect(MemoryShortage.of(MemoryShortage.leastBytes) == nil)
  }

  @Test("more than any machine has is missing, and said") func missing() throws {
    let shortage = try #require(MemoryShortage.of(1 << 50))
    #expect(shortage.needed == 1 << 50)
    #expect(shortage.text.hasPrefix("not enough memory: 1073741824 MiB are needed at once, "))
  }

  @Test("bytes are rounded up; what stands in the way is named") func text() throws {
    let machine = ["/proc/meminfo": "MemTotal: 4194304 kB\nMemAvailable: 2097152 kB\n"]
    let memory = try withRoot(machine) { AvailableMemory(root: $0) }
    #expect(
      MemoryShortage(needed: (9 << 30) + 1, available: memory, addressSpace: nil).text
        == "not enough memory: 9217 MiB are needed at once, 2048 MiB are free of 4096 MiB, that of the machine"
    )
    #expect(
      MemoryShortage(needed: 3 << 20, available: memory, addressSpace: 500 << 20).text
        == "not enough memory: 3 MiB are needed at once, the address space is limited to 500 MiB (ulimit -v)")
    #expect(
      MemoryShortage(needed: 1, available: nil, addressSpace: nil).text
        == "not enough memory: 1 MiB are needed at once")
  }

  @Test func aSearchSaysWhatItNeeds() {
    let search = NeighborSearch(k: 10, metric: .cosine)
    #expect(search.bytesNeeded(items: 1000, columns: 300) == 1000 * (1200 + 8 * 47 + 40))
    #expect(
      search.bytesNeeded(queries: 10, items: 1000, columns: 300) == 1010 * 1200 + 10 * (8 * 47 + 40))
  }
}
