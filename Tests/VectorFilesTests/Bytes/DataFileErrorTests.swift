import Testing

@testable import VectorFiles

@Suite struct DataFileErrorTests {
  @Test func isOneLine() {
    let error = DataFileError(kind: .content, path: "a\nb.csv", message: "line 1: '\u{1b}[31m'")
    #expect(error.description == "a\\nb.csv: line 1: '\\u{1B}[31m'")
  }

  @Test func shortensWhatItQuotes() {
    #expect(DataFileError.quoted("a\tb") == "'a\\tb'")
    #expect(
      DataFileError.quoted(String(repeating: "ü", count: 41)) == "'" + String(repeating: "ü", count: 40)
        + "…'")
  }
}
