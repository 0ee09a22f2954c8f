import Foundation
import VectorFiles

/// Pictures of items from a directory: a file for each, named by the item or by its row from 1, such as `dog.png` or `12.jpg`;
/// or `atlas.png` with `names.txt`, as ``PictureAtlas`` reads it.
package struct ItemPictures {
  private let directory: String
  private let files: [String: String]
  private let names: [String]?
  private let atlas: PictureAtlas?

  /// Endings of picture files and their types.
  private static let types = [
    "png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "webp": "webp", "avif": "avif",
    "svg": "svg+xml",
  ]
  // A page must stay small: larger pictures are left out for the item's name.
  private static let largestFile = 1 << 20

  /// The pictures in a directory.
  /// - Throws: ``DataFileError`` where the directory cannot be read (74), or holds no picture of any item (65).
  package init(directory: String, names: [String]?, items: Int) throws {
    (self.directory, self.names) = (directory, names)
    let found: [String]
    do { found = try FileManager.default.contentsOfDirectory(atPath: directory) } catch {
      throw DataFileError(kind: .file, path: directory, message: "cannot be read as a directory of pictures")
    }
    atlas = Self.atlas(directory, found, items: items)
    var files: [String: String] = [:]
    for file in found.sorted().reversed() {
      guard let dot = file.lastIndex(of: "."), Self.types[file[file.index(after: dot)...].lowercased()] != nil
      else { continue }
      files[String(file[..<dot])] = file
    }
    self.files = files
    guard atlas != nil || (0..<items).contains(where: { file(of: $0) != nil }) else {
      throw DataFileError.content(
        directory,
        "no picture of any of the \(items) items; expected files such as \(names?.first ?? "1").png or 1.jpg, or atlas.png "
          + "with names.txt")
    }
  }

  /// The pictures of an atlas.
  init(_ atlas: PictureAtlas) { (directory, files, names, self.atlas) = ("", [:], atlas.names, atlas) }

  /// The rule with the atlas, if there is one.
  var styleSheet: String { atlas?.styleSheet ?? "" }

  /// The picture of an item; nil where there is none, or a too large one.
  func tile(_ item: Int, title: String, marks: String) -> String? {
    if let atlas { return atlas.tile(item, marks: marks) }
    guard let file = file(of: item), let dot = file.lastIndex(of: "."),
      let type = Self.types[file[file.index(after: dot)...].lowercased()],
      let bytes = FileManager.default.contents(atPath: directory + "/" + file), !bytes.isEmpty,
      bytes.count <= Self.largestFile
    else { return nil }
    let name = ReportText.html(title)
    return "<img class=\"tile picture\(marks)\" alt=\"\(name)\" title=\"\(name)\" "
      + "src=\"data:image/\(type);base64,\(bytes.base64EncodedString())\">"
  }

  private func file(of item: Int) -> String? {
    (names.map { files[$0[item]] } ?? nil) ?? files["\(item + 1)"]
  }

  private static func atlas(_ directory: String, _ found: [String], items: Int) -> PictureAtlas? {
    guard found.contains("atlas.png"), found.contains("names.txt"),
      let image = FileManager.default.contents(atPath: directory + "/atlas.png"),
      let text = FileManager.default.contents(atPath: directory + "/names.txt")
    else { return nil }
    return PictureAtlas(image: image, names: String(decoding: text, as: UTF8.self), items: items)
  }
}
