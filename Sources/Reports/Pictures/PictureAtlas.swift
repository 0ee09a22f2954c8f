import Foundation
import Studies
import VectorFiles

/// Small pictures of the items of a data set: `atlas.png`, 32 × 32 each, 50 to a line, in row order, and `names.txt`, a
/// name for each row, next to the file of the image features.
struct PictureAtlas {
  static let side = 32
  static let columns = 50

  /// The PNG file.
  let image: Data
  /// A name for each item.
  let names: [String]

  /// The atlas of a study's data set; nil if there is none that fits its items.
  init?(_ study: MapStudy) {
    guard let source = study.configuration.dataset.image.first?.source, case .whole(let file) = source else {
      return nil
    }
    let directory = PathText.directory(of: file.path)
    guard let image = FileManager.default.contents(atPath: directory + "/atlas.png"),
      let text = FileManager.default.contents(atPath: directory + "/names.txt")
    else { return nil }
    self.init(image: image, names: String(decoding: text, as: UTF8.self), items: study.content.items)
  }

  /// The atlas of these bytes; nil if it is not a PNG file of the right size or names are missing.
  init?(image: Data, names text: String, items: Int) {
    var names = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if names.last == "" { names.removeLast() }
    let lines = (items + Self.columns - 1) / Self.columns
    guard names.count == items, Self.size(image) == [Self.columns * Self.side, lines * Self.side] else {
      return nil
    }
    (self.image, self.names) = (image, names)
  }

  /// A rule that shows the atlas behind every tile.
  var styleSheet: String {
    ".tile { background-image: url(data:image/png;base64,\(image.base64EncodedString())); }\n"
  }

  /// A tile with the picture of an item.
  func tile(_ item: Int, marks: String = "") -> String {
    let (x, y) = (item % Self.columns * Self.side, item / Self.columns * Self.side)
    let name = ReportText.html(names[item])
    return "<span class=\"tile\(marks)\" role=\"img\" aria-label=\"\(name)\" title=\"\(name)\" "
      + "style=\"background-position:-\(x)px -\(y)px\"></span>"
  }

  // Width and height from the header of a PNG file.
  private static func size(_ image: Data) -> [Int]? {
    let bytes = [UInt8](image.prefix(24))
    guard bytes.count == 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
      return nil
    }
    return [16, 20].map { start in bytes[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) } }
  }
}
