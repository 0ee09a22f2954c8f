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
    (Array("PK\u{3}\u{4}xxxx".utf8), "zip"), (Array("%PDF-1.4\n".utf8), "PDF"),
    ([0x61, 0x62, 0, 0x63], "byte 2 is 0"),
    ([0xFF, 0xFE, 0x61, 0], "UTF-16"), ([0x28, 0xB5, 0x2F, 0xFD, 1], "zstd"),
  ])
  func binaryContentIsRefused(bytes: [UInt8], says: String) throws {
    let found = try #require(try message("a.tsv", bytes))
    #expect(found.contains(says) && found.contains("one text a line"), "\(found)")
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
