import Foundation
import Testing

@testable import Studies

@Suite struct ProcessIdentityTests {
  @Test("a process of this machine lives, has ended, or is another of the same number") func here() throws {
    let own = ProcessIdentity.current
    #expect(own.isAlive == true)
    var other = own
    other.start = "1"
    #expect(other.isAlive == false)
    let child = Process()
    child.executableURL = URL(filePath: "/bin/sleep")
    child.arguments = ["600"]
    try child.run()
    let living = try #require(ProcessIdentity(living: child.processIdentifier))
    #expect(living.isAlive == true)
    // Other signals may be ignored here, and the child has that from us.
    kill(child.processIdentifier, SIGKILL)
    child.waitUntilExit()
    #expect(living.isAlive == false)
  }

  @Test("what cannot be seen from here is unknown: other hosts, boots and name spaces") func elsewhere() {
    let own = ProcessIdentity.current
    for change in [\ProcessIdentity.host, \.boot, \.processSpace] {
      var other = own
      other[keyPath: change] = "another"
      #expect(other.isAlive == nil)
    }
  }

  @Test("where the system tells nothing of boot or name space, nothing is known of others") func nothing() {
    for part in [\ProcessIdentity.boot, \.processSpace] {
      var other = ProcessIdentity.current
      other.start = "1"
      #expect(other.isAlive == false)
      other[keyPath: part] = ""
      #expect(other.isAlive == nil)
    }
  }

  @Test("a process that could not see its own start is there or gone, and may be another") func unseen() {
    var other = ProcessIdentity.current
    other.start = "t1764000000-5"
    #expect(other.isAlive == nil)
    // No process has this number.
    other.process = .max
    #expect(other.isAlive == false)
  }
}
