import Foundation
import StudyTestSupport
import Testing
import VectorFiles

@testable import Reports
@testable import Studies

@Suite struct ShownItemsTests {
  private static let names = (1...40).map { "item \($0) <b>" }.joined(separator: "\n") + "\n"

  private func study(_ dataset: String, files: [String: String]) throws -> HandmadeStudy {
    try HandmadeStudy(
      models: "[ridge]", grid: "{penalty: [1]}", files: files, dataset: dataset)
  }

  @Test("without pictures the gallery shows names, of any data") func names() throws {
    let small = try study("names: words.txt", files: ["words.txt": Self.names])
    try small.runAll()
    let gallery = try #require(try NeighborGallery(small.report()))
    #expect(gallery.html.contains(/<b>item [0-9]+ &lt;b&gt;<\/b>/))
    #expect(gallery.html.contains("<span class=\"name from-x") && gallery.styleSheet.isEmpty)
    #expect(gallery.html.contains("as in the journal"))
    // Every item shown has its neighbors without itself in three lines.
    let shown = gallery.html.components(separatedBy: "<li>").count - 1
    #expect(shown == 20 && gallery.html.components(separatedBy: "class=\"name").count - 1 == shown * 6)
  }

  @Test("neighbors of one's own group are left out, as in the overlaps") func groups() throws {
    let groups = (0..<40).map { "g\($0 / 2)" }.joined(separator: "\n") + "\n"
    let small = try study(
      "names: words.txt\n  groups: {file: groups.txt}",
      files: ["words.txt": Self.names, "groups.txt": groups])
    try small.runAll()
    let gallery = try #require(try NeighborGallery(small.report()))
    #expect(gallery.html.contains("as in the journal") && !gallery.html.contains("the journal says"))
  }

  @Test("pictures of a folder stand where there are some, names elsewhere") func pictures() throws {
    let small = try study(
      "names: words.txt\n  pictures: shots",
      files: ["words.txt": (1...40).map { "w\($0)" }.joined(separator: "\n"), "shots/w3.svg": "<svg/>"])
    let items = try #require(try ShownItems(small.study))
    #expect(items.picture(2)?.contains("data:image/svg+xml;base64,") == true && items.picture(3) == nil)
    #expect(items.tile(3, marks: " shared") == "<span class=\"name shared\">w4</span>")
  }

  @Test("nothing is shown where there is nothing") func neither() throws {
    #expect(try ShownItems(study("", files: [:]).study) == nil)
  }

  @Test(
    "what is given and does not fit is refused before anything is trained",
    arguments: [
      ("names: words.txt", "3 names, but there are 40 items"), ("names: none.txt", "none.txt"),
      ("pictures: nowhere", "nowhere"),
    ])
  func refused(_ dataset: String, _ message: String) throws {
    let files = ["words.txt": "a\nb\nc\n"]
    let error = #expect(throws: (any Error).self) { try study(dataset, files: files) }
    #expect("\(String(describing: error))".contains(message))
  }

  @Test("a folder without a picture of any item is refused by the page") func noPictures() throws {
    let small = try study("pictures: shots", files: ["shots/other.png": "x", "shots/1.png": "no picture"])
    let error = #expect(throws: DataFileError.self) { try ShownItems(small.study) }
    #expect("\(String(describing: error))".contains("1.png is not a picture, whatever its name says"))
  }

  @Test("names and pictures are no part of what a study is") func identity() throws {
    let (plain, named) = (try study("", files: [:]), try study("names: w.txt", files: ["w.txt": Self.names]))
    #expect(plain.study.configuration.identity == named.study.configuration.identity)
    #expect(
      named.study.configuration.differences(from: plain.study.configuration).allSatisfy {
        $0.effect == .display
      })
  }
}
