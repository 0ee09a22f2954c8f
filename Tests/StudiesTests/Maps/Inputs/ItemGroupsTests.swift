import Foundation
import Testing

@testable import Studies

@Suite struct ItemGroupsTests {
  @Test func numbersCountFromTheFirstItem() {
    let groups = ItemGroups(["b", "b", "a", "b", "c"])
    #expect(groups.numbers == [0, 0, 1, 0, 2] && groups.count == 3 && groups.largest == 3)
    #expect(groups.text == "3 groups of 5 rows, at most 3 in one")
  }

  @Test func theyAreOneShortText() throws {
    let groups = ItemGroups((0..<200).map { $0 / 5 } + [7])
    let data = try JSONEncoder().encode([groups])
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.hasPrefix("[\"0*5 1*5 2*5") && text.hasSuffix("39*5 7\"]"))
    #expect(try JSONDecoder().decode([ItemGroups].self, from: data) == [groups])
  }

  @Test(arguments: ["x", "1*", "1*0", "-1", "1*2*3", "1*-5", "*", "1*99999999999"])
  func otherTextsAreRefused(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([ItemGroups].self, from: Data("[\"\(text)\"]".utf8))
    }
  }
}
