import CrossModal
import Dense
import Foundation
import Testing
import VectorFiles

@testable import Reports

@Suite struct AgreeingItemsTests {
  private static let agreement = ItemAgreement(
    NeighborTable(items: 4, k: 2, includesSelf: false, indices: [1, 2, 0, 2, 3, 1, 2, 0]),
    NeighborTable(items: 4, k: 2, includesSelf: false, indices: [2, 1, 3, 2, 0, 3, 1, 2]))

  @Test("text names items and marks shared neighbors") func text() {
    let text = AgreeingItems(
      Self.agreement, count: 1, items: ShownItems(names: ["ant", "bee", "cat", "dog"])
    ).text
    #expect(
      text == """
        Of its 2 nearest neighbors an item has 1.25 in both spaces on average; 0 of 4
        items have none, 1 all. *: a neighbor in both.

        The item that agrees most
          ant  2 of 2
            A  bee*, cat*
            B  cat*, bee*

        The item that agrees least
          bee  1 of 2
            A  ant, cat*
            B  dog, cat*

        """)
  }

  @Test("lines have at most 80 characters, rows without names their numbers") func width() {
    let k = 30
    let lists = (0..<60).flatMap { item in (0..<60).filter { $0 != item }.prefix(k).map(Int32.init) }
    let table = NeighborTable(items: 60, k: k, includesSelf: false, indices: lists)
    let long = (0..<60).map { "\($0) " + String(repeating: "long name ", count: 12) }
    for names in [nil, long] {
      let text = AgreeingItems(ItemAgreement(table, table), count: 3, items: ShownItems(names: names)).text
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
      #expect(text.contains("(the first 3 of 60 that share 30)"))
      if names == nil { #expect(text.contains("row 1 ") || text.contains("row 1*")) }
    }
  }

  @Test("HTML escapes names and underlines shared neighbors") func html() {
    let html = AgreeingItems(
      Self.agreement, count: 1, items: ShownItems(names: ["<ant>", "bee", "cat", "dog"])
    ).html
    #expect(html.contains("<b>&lt;ant&gt;</b>") && !html.contains("<ant>"))
    #expect(html.contains("<span class=\"name shared\">cat</span>"))
    #expect(html.contains("<span class=\"name\">dog</span>") && html.contains("2 of 2 shared"))
  }

  @Test("pictures by name, by row, or none; no picture at all is refused") func pictures() throws {
    let directory = NSTemporaryDirectory() + "pictures-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let names = ["ant", "bee", "cat", "dog"]
    #expect(throws: DataFileError.self) {
      try ItemPictures(directory: directory + "/none", names: names, items: 4)
    }
    #expect(throws: DataFileError.self) { try ItemPictures(directory: directory, names: names, items: 4) }
    try Data([0x89, 0x50, 0x4E, 0x47]).write(to: URL(filePath: directory + "/ant.PNG"))
    try Data([0xFF, 0xD8, 0xFF]).write(to: URL(filePath: directory + "/3.jpg"))
    try Data([4]).write(to: URL(filePath: directory + "/bee.gif"))
    try (Data([0x89, 0x50, 0x4E, 0x47]) + Data(count: 2 << 20)).write(
      to: URL(filePath: directory + "/dog.png"))
    let pictures = try ItemPictures(directory: directory, names: names, items: 4)
    let html = AgreeingItems(Self.agreement, count: 1, items: ShownItems(names: names, pictures: pictures))
      .html
    #expect(html.contains("alt=\"ant\" title=\"ant\" src=\"data:image/png;base64,iVBORw==\""))
    #expect(
      html.contains(
        "<img class=\"tile picture shared\" alt=\"cat\" title=\"cat\" src=\"data:image/jpeg;base64,/9j/\""))
    // One that is none, and one that is too large.
    #expect(pictures.broken == ["bee.gif"])
    #expect(
      html.contains("<span class=\"name shared\">bee</span>")
        && html.contains("<span class=\"name\">dog</span>"))
  }
}
