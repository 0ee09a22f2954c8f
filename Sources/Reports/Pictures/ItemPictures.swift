import Foundation
import VectorFiles

/// Pictures of items from a directory: a file for each, named by the item or by its row from 1, such as `dog.png` or `12.jpg`;
/// or `atlas.png` with `names.txt`, as ``PictureAtlas`` reads it.
package struct ItemPictures {
  private let directory: String
  private let files: [String: String]
  private let names: [String]?
  private let atlas: PictureAtlas?
  /// Files that are named as pictures and are none, or are empty: they are left out.
  package let broken: [String]

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
    var broken: [String] = []
    for file in found.sorted().reversed() {
      guard let dot = file.lastIndex(of: "."),
        let type = Self.types[file[file.index(after: dot)...].lowercased()]
      else { continue }
      if Self.isPicture(directory + "/" + file, type) {
        files[String(file[..<dot])] = file
      } else {
        broken.append(file)
      }
    }
    self.files = files
    self.broken = broken.sorted()
    guard atlas != nil || (0..<items).contains(where: { file(of: $0) != nil }) else {
      throw DataFileError.content(
        directory,
        (broken.isEmpty ? "" : "\(broken.sorted()[0]) is not a picture, whatever its name says; ")
          + "no picture of any of the \(items) items; expected files such as \(names?.first ?? "1").png or 1.jpg, or atlas.png "
          + "with names.txt")
    }
  }

  /// The pictures of an atlas.
  init(_ atlas: PictureAtlas) {
    (directory, files, names, self.atlas, broken) = ("", [:], atlas.names, atlas, [])
  }

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

  // Whether a file begins as one of its type does.
  private static func isPicture(_ path: String, _ type: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    guard let bytes = try? file.read(upToCount: 1024), !bytes.isEmpty else { return false }
    func begins(_ text: String, at offset: Int = 0) -> Bool {
      bytes.dropFirst(offset).starts(with: Array(text.utf8))
    }
    switch type {
    case "png": return bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
    case "jpeg": return bytes.starts(with: [0xFF, 0xD8, 0xFF])
    case "gif": return begins("GIF8")
    case "webp": return begins("RIFF") && begins("WEBP", at: 8)
    case "avif": return begins("ftyp", at: 4)
    default: return String(decoding: bytes, as: UTF8.self).contains("<svg")
    }
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
