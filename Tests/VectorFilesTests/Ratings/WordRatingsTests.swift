import TestSupport
import Testing

@testable import VectorFiles

@Suite struct WordRatingsTests {
  private func read(_ text: String, lowercases: Bool = true, encoding: WordEncoding = .utf8) throws
    -> WordRatings
  {
    try WordRatings.parse(
      BoundedBytes(copying: Array(text.utf8)), path: "r.txt", lowercases: lowercases, encoding: encoding)
  }

  @Test(arguments: [
    "Tiger\tcat\t7.35\nplane\tcar\t5\n", "Tiger,cat,7.35\nplane,car,5\n", "Tiger cat 7.35\nplane  car 5",
    "word1\tword2\tPOS\tscore\nTiger\tcat\tN\t7.35\nplane\tcar\tN\t5\n\n",
    "Word 1,Word 2,Human (mean)\r\nTiger,cat,7.35\r\nplane,car,5\r\n",
    "take\tremove\tscore\nTiger\tcat\t7.35\tSYNONYMS\nplane\tcar\t5\tNONE\n",
    "\u{feff}Tiger\tcat\t7.35\nplane\tcar\t5\n",
  ]) func separatorsAndHeaders(text: String) throws {
    let ratings = try read(text)
    #expect(
      ratings.pairs == [
        .init(first: "tiger", second: "cat", rating: 7.35), .init(first: "plane", second: "car", rating: 5),
      ])
    #expect(try read(text, lowercases: false).pairs.first?.first == "Tiger")
    #expect(ratings.words == ["tiger", "cat", "plane", "car"])
  }

  @Test(arguments: [
    ("tiger\tcat\t7\nplane\tcar\tx\n", "line 2, column 3: 'x'"),
    ("tiger\tcat\t7\nplane\tcar\n", "line 2 has 2 columns"),
    ("tiger\tcat\t7\nplane\tcar\tnan\n", "line 2, column 3: 'nan'"),
    ("a\tb\tc\nd\te\tf\n", "line 2, column 3: 'f'"),
    ("tiger\tcat\t7\nplane\t\t5\nlion\tcat\t8\n", "line 2: an empty word"), ("", "no ratings"),
    ("a b c\n", "no ratings"),
    ("tiger\tcat\t7\n\nplane\tcar\t5\n", "line 2 is empty"), ("tiger\tcat\t1e999\n", "line 1"),
  ]) func refused(text: String, message: String) {
    let error = dataFileError { _ = try read(text) }
    #expect(
      error?.kind == .content && error?.message.contains(message) == true, "\(String(describing: error))")
  }

  @Test func encodings() throws {
    let latin: [UInt8] = Array("caf".utf8) + [0xe9] + Array("\tbar\t3\n".utf8)
    try withFile("r.txt", latin) { (path) throws in
      #expect(
        dataFileError { _ = try WordRatings.read(path) }?.message.contains("line 1 is not UTF-8") == true)
      #expect(try WordRatings.read(path, encoding: .latin1).pairs.first?.first == "café")
    }
  }
}
