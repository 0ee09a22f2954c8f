import Testing

@testable import Settings

@Suite struct SettingTreeTests {
  private func mapping(_ key: String, _ value: SettingTree, isBlock: Bool) -> SettingTree {
    .mapping([.init(key: key, value: value)], isBlock: isBlock)
  }

  @Test func aBlockWithinMakesABlockOfWhatIsAround() {
    let inner = mapping("b", .scalar("1"), isBlock: true)
    #expect(mapping("a", inner, isBlock: false).lines == ["a:", "  b: 1"])
    #expect(mapping("a", inner, isBlock: false).line == "{a: {b: 1}}")
    #expect(mapping("a", mapping("b", .scalar("1"), isBlock: false), isBlock: false).lines == ["{a: {b: 1}}"])
  }

  @Test func aBlockListHasALineForEveryValue() {
    let list = SettingTree.list(
      [.scalar("x"), mapping("a", .scalar("1"), isBlock: false), .list([.scalar("1")], isBlock: false)],
      isBlock: true)
    #expect(mapping("k", list, isBlock: true).lines == ["k:", "  - x", "  - a: 1", "  - [1]"])
    #expect(list.line == "[x, {a: 1}, [1]]")
  }

  @Test func whatIsEmptyStandsOnItsLine() {
    #expect(mapping("k", .list([], isBlock: true), isBlock: true).lines == ["k: []"])
    #expect(mapping("k", .mapping([], isBlock: true), isBlock: true).lines == ["k: {}"])
  }
}
