import Foundation
import TestSupport
import Testing

@testable import Dense
@testable import VectorFiles

@Suite struct FileContentTests {
  private func packed(_ name: String = "two-members.csv.gz") throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: ContainerFixtures.path(name))))
  }

  private func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
    try withFile("a.gz", bytes) { Array(try FileContent.read($0)) }
  }

  private func message(_ bytes: [UInt8]) -> String? { dataFileError { _ = try unpacked(bytes) }?.message }

  @Test func unpacksMembersThatFollowEachOther() throws {
    let bytes = try packed()
    #expect(String(decoding: try unpacked(bytes), as: UTF8.self) == "id,x,y\na,1,2\nb,3,4.5\n")
    #expect(try unpacked(bytes + [0, 0, 0]) == unpacked(bytes))
    #expect(message(bytes + [1])?.hasPrefix("is gzip and damaged") == true)
  }

  @Test func refusesEveryTruncationAndEveryChangedChecksum() throws {
    let bytes = try packed("packed.npy.gz")
    for count in 2..<bytes.count {
      #expect(message(Array(bytes[..<count]))?.contains("ends early") == true, "\(count)")
    }
    for place in bytes.count - 8..<bytes.count {
      var changed = bytes
      changed[place] ^= 1
      #expect(message(changed)?.hasPrefix("is gzip and damaged") == true)
    }
  }

  @Test func refusesWhatUnpacksToAThousandTimesItself() throws {
    let zeros = try Self.gzip(Data(count: 100 << 20))
    #expect(zeros.count < 200_000)
    let error = message(zeros)
    #expect(error?.hasPrefix("unpacks to more than") == true && error?.contains("gunzip") == true)
    let few = try Self.gzip(Data(count: 10 << 20))
    #expect(try unpacked(few).count == 10 << 20)
  }

  @Test func readsArraysAndTablesThatArePacked() throws {
    let table = try FeatureTable.read(ContainerFixtures.path("two-members.csv.gz"))
    #expect(Matrix(table.features) == Matrix([[1, 2], [3, 4.5]]) && table.names == ["a", "b"])
    #expect(
      try Matrix(FeatureTable.read(ContainerFixtures.path("packed.npy.gz")).features)
        == ContainerFixtures.numbers)
  }

  @Test func giveBackPagesOnlyWhereAFileIsMapped() throws {
    try withFile("a", "text") { path in
      let bytes = try FileContent.read(path)
      #expect(bytes.owner is MappedFile)
      bytes.releasePages(upTo: 4)
      #expect(String(decoding: bytes, as: UTF8.self) == "text")
    }
    let copy = BoundedBytes(copying: [1])
    copy.releasePages(upTo: 1)
    #expect(Array(copy) == [1])
  }

  /// What the program gzip makes of some bytes.
  static func gzip(_ data: Data) throws -> [UInt8] {
    try withTemporaryDirectory { directory in
      let path = directory + "/a"
      try data.write(to: URL(filePath: path))
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["gzip", "-9", path]
      try process.run()
      process.waitUntilExit()
      return [UInt8](try Data(contentsOf: URL(filePath: path + ".gz")))
    }
  }
}
