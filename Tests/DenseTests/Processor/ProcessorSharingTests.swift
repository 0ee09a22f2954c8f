import Foundation
import Testing

@testable import Dense

@Suite struct ProcessorSharingTests {
  private let topology = [
    "/sys/devices/system/cpu/cpu0/topology/thread_siblings_list": "0,4\n",
    "/sys/devices/system/cpu/cpu1/topology/thread_siblings_list": "1,5\n",
    "/sys/devices/system/cpu/cpu4/topology/thread_siblings_list": "0,4\n",
  ]

  @Test("processors of one core count once; one of which nothing is known is a core") func cores() throws {
    func cores(_ allowed: String) throws -> Int? {
      let files = topology.merging(["/proc/self/status": "Cpus_allowed_list:\t\(allowed)\n"]) { $1 }
      return try withRoot(files) { ProcessorSharing(root: $0)?.cores }
    }
    #expect(try cores("0-1,4") == 2)
    #expect(try cores("0,4") == 1)
    #expect(try cores("0-1") == 2)
    #expect(try cores("7") == 1)
    #expect(try withRoot(topology) { ProcessorSharing(root: $0)?.cores } == nil)
  }

  @Test("stolen time of the processors that the process may run on") func stolen() throws {
    func time(_ stat: String) throws -> ProcessorSharing.Time? {
      let files = ["/proc/self/status": "Cpus_allowed_list:\t1-2\n", "/proc/stat": stat]
      return try withRoot(files) { ProcessorSharing(root: $0)?.time }
    }
    let before = try #require(
      try time(
        "cpu  9 9 9 9 9 9 9 9 9 9\ncpu0 5 5 5 5 5 5 5 500 0 0\ncpu1 10 0 0 80 0 0 0 10 7 0\ncpu2 0 0 0 0 0 0 0 0 0 0\n"
      ))
    #expect(before.all == 100 && before.stolen == 10)
    let after = try #require(
      try time("cpu1 20 0 0 140 0 0 0 40 9 0\ncpu2 50 0 0 40 0 0 0 10 0 0\n"))
    #expect(after.stolenShare(since: before) == 0.2)
    #expect(after.stolenShare(since: after) == 0)
    #expect(try time("cpu1 1 2\n") == nil)
  }
}
