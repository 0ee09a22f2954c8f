import TestSupport
import Testing

@testable import VectorFiles

@Suite struct TextContentTests {
  private func message(_ name: String, _ bytes: [UInt8]) throws -> String? {
    try withFile(name, bytes) { path in
      do {
        _ = try TextContent.read(path)
        return nil
      } catch let error as DataFileError {
        #expect(error.kind == .content)
        return error.message
      }
    }
  }

  @Test(arguments: [
    "", "\n", "a cat\n", "[a] cat\n{b} dog\n", "[1] cat\n[2] dog\n", "{x}\n", "[\n", "[not json]",
    "{\"a\": 1}\na cat\n",
    "a\t{\"b\":1}\n", "caf\u{E9} 日本\n", "\u{FEFF}[a] cat\n",
  ])
  func textsAreRead(text: String) throws {
    #expect(try message("a.tsv", Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    "[\"a cat\", \"a dog\"]", " {\n \"a\": {\"b\": [1, 2]}\n}\n", "\u{FEFF}[]", "{\"a\":1}\n{\"a\":2}\n",
    "{\"a\":1}\n\n{\"a\":2}\n{\"a\":3}", "[[1,2],\n[3,4]]",
  ])
  func jsonIsRefused(text: String) throws {
    let found = try #require(try message("captions.json", Array(text.utf8)))
    #expect(found.contains("JSON") && found.contains("python3 -c"), "\(found)")
  }

  @Test(arguments: [
    (Array("PK\u{3}\u{4}xxxx".utf8), "numpy archive (zip); a .csv or .tsv is needed, one text a line"),
    (Array("%PDF-1.4\n".utf8), "PDF"),
    (Array("one text a line\nab\0c\n".utf8), "byte 18 is 0"), ([0x28, 0xB5, 0x2F, 0xFD, 1], "zstd -d a.tsv"),
  ])
  func binaryContentIsRefused(bytes: [UInt8], says: String) throws {
    let found = try #require(try message("a.tsv", bytes))
    #expect(found.contains(says), "\(found)")
  }

  @Test func utf16IsRead() throws {
    try withFile("a.tsv", [0xFF, 0xFE, 0x61, 0, 0x0A, 0]) { (path) throws in
      #expect(try Array(TextContent.read(path)) == Array("a\n".utf8))
    }
  }

  @Test func everyReaderOfTextsRefusesIt() throws {
    try withFile("a.json", "[\"a\", \"b\"]") { path in
      let readers: [() throws -> Void] = [
        { _ = try TextColumn.last.read(path) }, { _ = try LabelFile.read(path) },
        { _ = try WordList.read(path) },
        { _ = try CSVFile.read(path) },
      ]
      for read in readers {
        let error = #expect(throws: DataFileError.self) { try read() }
        #expect(error?.message.hasPrefix("is a JSON document") == true)
      }
    }
  }
}
