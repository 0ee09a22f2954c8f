import Foundation
import Testing

@testable import Studies

@Suite struct DescriptorLimitTests {
  @Test("three files for each worker, after those of the program, 24 or more, and 32") func byHand() {
    #expect(DescriptorLimit.mostWorkers(limit: 1024, open: 17) == 322)
    #expect(DescriptorLimit.mostWorkers(limit: 1024, open: 24) == 322)
    #expect(DescriptorLimit.mostWorkers(limit: 64, open: 10) == 2)
    #expect(DescriptorLimit.mostWorkers(limit: 100, open: 40) == 9)
    #expect(DescriptorLimit.mostWorkers(limit: 64, open: 30) == 0)
    #expect(DescriptorLimit.mostWorkers(limit: 20, open: 64) == 0)
    #expect(DescriptorLimit.mostWorkers(limit: .max, open: 64) > 1_000_000)
  }

  @Test("the limit is the hard one afterwards") func raised() {
    let limit = DescriptorLimit.raise()
    var found = rlimit()
    #expect(getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &found) == 0)
    #expect(found.rlim_cur == found.rlim_max && (Int(exactly: found.rlim_cur) ?? .max) == limit)
    #expect(DescriptorLimit.raise() == limit)
  }
}
