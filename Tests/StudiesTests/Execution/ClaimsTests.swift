import Foundation
import Testing

@testable import Studies

@Suite struct ClaimsTests {
  private let unit = WorkUnit(name: "data/a/b/nn/lr=0.001,units=8", units: [1], cost: 1)

  private func put(
    _ process: ProcessIdentity, watcher: ProcessIdentity? = nil, in directory: TestDirectory, age: Double = 0
  ) throws -> String {
    let path = directory.study.claims + "/" + ClaimName.file(unit.name)
    try Data(CheckedText.bytes("claim", ClaimHolder(process: process, watcher: watcher))).write(
      to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: path)
    return path
  }

  @Test func onlyOneHoldsAUnit() throws {
    let directory = try TestDirectory()
    let (first, second) = (
      Claims(directory.study, staleAfter: 600), Claims(directory.study, staleAfter: 600)
    )
    #expect(try first.claim(unit))
    #expect(try !second.claim(unit))
    first.release()
    #expect(try second.claim(unit))
    second.release()
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.study.claims).isEmpty)
  }

  @Test func aDeadProcessHoldsNothing() throws {
    let directory = try TestDirectory()
    var dead = ProcessIdentity.current
    dead.start = "1"
    _ = try put(dead, in: directory)
    #expect(try Claims(directory.study, staleAfter: 600).claim(unit))
  }

  @Test func aDeadWorkersClaimIsItsWatchersToFree() throws {
    let directory = try TestDirectory()
    var dead = ProcessIdentity.current
    dead.start = "1"
    _ = try put(dead, watcher: .current, in: directory)
    #expect(try !Claims(directory.study, staleAfter: 600).claim(unit))
    _ = try put(dead, watcher: dead, in: directory)
    #expect(try Claims(directory.study, staleAfter: 600).claim(unit))
  }

  // Another boot may be that of another machine of the same name.
  @Test func anotherHostHoldsUntilItIsStale() throws {
    for change in [\ProcessIdentity.host, \.processSpace, \.boot] {
      let directory = try TestDirectory()
      var far = ProcessIdentity.current
      far[keyPath: change] = "far away"
      far.start = "1"
      _ = try put(far, in: directory, age: 500)
      #expect(try !Claims(directory.study, staleAfter: 600).claim(unit))
      _ = try put(far, in: directory, age: 700)
      #expect(try Claims(directory.study, staleAfter: 600).claim(unit))
    }
  }

  @Test func aProcessWithoutASignOfLifeHoldsNothing() throws {
    let directory = try TestDirectory()
    // This process lives, and yet nothing touches this claim.
    _ = try put(.current, in: directory, age: 700)
    #expect(try Claims(directory.study, staleAfter: 600).claim(unit))
  }

  @Test func signsOfLifeKeepAClaim() async throws {
    let directory = try TestDirectory()
    let claims = Claims(directory.study, staleAfter: 0.4)
    #expect(try claims.claim(unit))
    try await Task.sleep(for: .seconds(1.5))
    #expect(try !Claims(directory.study, staleAfter: 0.4).claim(unit))
  }

  @Test func releaseLeavesTheClaimOfAnother() throws {
    let directory = try TestDirectory()
    let claims = Claims(directory.study, staleAfter: 600)
    #expect(try claims.claim(unit))
    let path = directory.study.claims + "/" + ClaimName.file(unit.name)
    unlink(path)
    var other = ProcessIdentity.current
    other.host = "other"
    _ = try put(other, in: directory)
    claims.release()
    #expect(ClaimFile(path)?.holder?.process == other)
  }

  @Test func flippedBitsMakeAClaimUnreadable() throws {
    let directory = try TestDirectory()
    let path = try put(.current, in: directory)
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    var generator = Numbers(state: 4)
    for _ in 0..<10_000 {
      var bytes = whole
      bytes[Int(generator.next() % UInt64(bytes.count))] ^= 1 << UInt8(generator.next() % 8)
      #expect(CheckedText.value(ClaimHolder.self, named: "claim", in: Data(bytes)) == nil)
    }
  }

  @Test func claimsThatAreGoneAreAnError() throws {
    let directory = try TestDirectory()
    try FileManager.default.removeItem(atPath: directory.study.claims)
    #expect(throws: StudyError.self) { try Claims(directory.study, staleAfter: 600).claim(unit) }
    #expect(!FileManager.default.fileExists(atPath: directory.study.claims))
  }
}
