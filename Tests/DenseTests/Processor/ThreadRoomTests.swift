import Testing

@testable import Dense

@Suite struct ThreadRoomTests {
  @Test func hereThreadsCanBeStarted() {
    #expect(ThreadRoom.startable(of: 5) == 5)
    #expect(ThreadRoom.startable(of: 0) == 0)
  }
}
