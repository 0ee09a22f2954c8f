import Testing

@testable import VectorFiles

@Suite struct JSONContentTests {
  private func conversion(_ text: String, _ path: String = "d/c.json") -> String? {
    JSONContent(BoundedBytes(copying: Array(text.utf8)))?.conversion(of: path)
  }

  @Test(arguments: [
    ("[\"a\", \"b\"]", "[[x] for x in json.load(open('d/c.json'))]"),
    ("[{\"a\": 1}]", "[x.values() for x in json.load(open('d/c.json'))]"),
    ("[[1, 2]]", "json.load(open('d/c.json'))"),
    ("{\"1.jpg\": \"a cat\"}", "json.load(open('d/c.json')).items()"),
    (
      "{\"images\": [1], \"annotations\": [{\"c\": \"a\"}, {\"c\": \"b\"}]}",
      "[x.values() for x in json.load(open('d/c.json'))['annotations']]"
    ),
    ("{\"it's\": [\"a\", \"b\"]}", "[[x] for x in json.load(open('d/c.json'))['KEY']]"),
    ("{\"a\": 1}\n{\"a\": 2}", "[json.loads(x).values() for x in open('d/c.json')]"),
  ])
  func theLineFitsTheContent(text: String, rows: String) {
    #expect(
      conversion(text)
        == "python3 -c \"import csv, json; csv.writer(open('d/c.csv', 'w')).writerows(\(rows))\"")
  }

  @Test func aNameThatAShellReadsOtherwiseIsLeftOut() {
    for path in ["it's.json", "$(x).json", "a b.json", "\u{1B}.json"] {
      #expect(conversion("[\"a\"]", path)?.contains("open('FILE.json')") == true)
    }
  }

  @Test func brokenAndDeepBracketsAreNoJSON() {
    #expect(conversion(String(repeating: "[", count: 100_000)) == nil)
    #expect(conversion("[1, 2") == nil && conversion("{\"a\": 1}\n{\"a\": \n") == nil)
  }
}
