import Foundation
import TestSupport
import Testing

@testable import Dense
@testable import VectorFiles

@Suite struct UTF16TextTests {
  @Test(arguments: ["utf16.csv", "utf16-be.csv"]) func becomesUTF8(name: String) throws {
    let path = ContainerFixtures.path(name)
    #expect(String(decoding: try FileContent.text(path), as: UTF8.self) == "id,x,y\nż🐢,1,2\nb,3,4.5\n")
    let table = try FeatureTable.read(path)
    #expect(table.names == ["ż🐢", "b"] && Matrix(table.features) == Matrix([[1, 2], [3, 4.5]]))
  }

  @Test func withoutAMarkIsRefused() {
    let error = dataFileError { _ = try FileContent.text(ContainerFixtures.path("utf16-without-mark.csv")) }
    #expect(error?.message.hasPrefix("looks like UTF-16 without its mark") == true)
    #expect(
      error?.message.hasSuffix(
        "iconv -f UTF-16LE -t UTF-8 utf16-without-mark.csv > utf16-without-mark-utf8.txt") == true)
  }

  @Test(
    arguments: [
      ([0xff, 0xfe, 0x61], "an odd number"), ([0xff, 0xfe, 0x00, 0xd8, 0x61, 0], "no character at byte 2"),
      ([0xff, 0xfe, 0x61, 0, 0, 0], "no character at byte 4"),
      ([0xfe, 0xff, 0xdc, 0x00], "no character at byte 2"),
    ] as [([UInt8], String)])
  func damageIsNamed(bytes: [UInt8], message: String) throws {
    try withFile("a.txt", bytes) { path in
      #expect(dataFileError { _ = try FileContent.text(path) }?.message.contains(message) == true)
    }
  }

  @Test func theOrderOfBytesIsToldWithoutAMark() throws {
    let text = "id,x,y\na,1,2\nb,3,4.5\n"
    for (order, name) in [(String.Encoding.utf16LittleEndian, "LE"), (.utf16BigEndian, "BE")] {
      try withFile("a.csv", Array(text.data(using: order) ?? Data())) { path in
        let message = dataFileError { _ = try FileContent.text(path) }?.message
        #expect(message?.contains("iconv -f UTF-16\(name) ") == true)
      }
    }
  }

  @Test func linesOfOldMacsAreRefused() throws {
    for text in ["1.5,2\r3,4\r", "one\rtwo"] {
      try withFile("a.txt", text) { path in
        let message = dataFileError { _ = try FileContent.text(path) }?.message ?? ""
        #expect(
          message.hasPrefix("its lines end with a carriage return alone")
            && message.contains("tr '\\r' '\\n'"))
      }
    }
    for text in ["1.5,2\r\n3,4\r\n", "one", "\"a\rb\",c\n"] {
      try withFile("a.txt", text) { path in
        let read = try FileContent.text(path)
        #expect(String(decoding: read, as: UTF8.self) == text)
      }
    }
  }

  @Test func otherTextStaysWhereItIs() throws {
    try withFile("a.txt", "one\n") { path in
      let bytes = try FileContent.text(path)
      #expect(bytes.owner is MappedFile)
    }
    let array = dataFileError { _ = try FileContent.text(ContainerFixtures.path("axis.npy")) }
    #expect(array?.message == "is a numpy array; text is needed here")
  }
}
