import Foundation

/// A path that may name a part of a file: `file.npz`, `file.npz:KEY`, `file.npz:KEY:#3`, `file.npy:#3`.
package struct FilePart: Hashable, Sendable {
  /// The whole path, as the caller named it.
  package let path: String
  /// The file.
  package let file: String
  /// What is behind the colon, without a layer; nil if nothing is named.
  package let name: String?
  /// A layer of an array of items × layers × dimensions, from 0; nil if none is named.
  package let layer: Int?

  /// The parts of a path. A path that is a file has none. Else the file is the shortest beginning before a colon that is one,
  /// so that folders may have colons in their names and names within a file may too; and where there is no such file, the
  /// path up to the ending of a format that has parts, so that messages name the file.
  package init(_ path: String) {
    self.path = path
    guard !Self.isFile(path), let colon = Self.existing(path) ?? Self.byEnding(path) else {
      (file, name, layer) = (path, nil, nil)
      return
    }
    file = String(path[..<colon])
    let part = path[path.index(after: colon)...]
    let mark = part.range(of: ":#", options: .backwards)?.lowerBound ?? part.startIndex
    guard let layer = Self.layer(part[mark...]) else {
      (name, layer) = (String(part), nil)
      return
    }
    self.layer = layer
    name = mark == part.startIndex ? nil : String(part[..<mark])
  }

  // `#3`, or `:#3`.
  private static func layer(_ text: Substring) -> Int? {
    let digits = text.drop { $0 == ":" }.dropFirst()
    guard text.drop(while: { $0 == ":" }).first == "#", !digits.isEmpty,
      digits.allSatisfy({ ("0"..."9").contains($0) })
    else { return nil }
    return Int(digits)
  }

  private static func existing(_ path: String) -> String.Index? {
    path.indices.first { path[$0] == ":" && $0 != path.startIndex && isFile(String(path[..<$0])) }
  }

  private static func byEnding(_ path: String) -> String.Index? {
    let lowercased = path.lowercased()
    // Characters whose small form is of another length would move the places.
    guard lowercased.count == path.count else { return nil }
    let marks = FileFormat.endings.flatMap { [$0.ending + ":", $0.ending + ".gz:"] }
    let ends = marks.compactMap { lowercased.range(of: $0)?.upperBound }
    return ends.min().map {
      path.index(path.startIndex, offsetBy: lowercased.distance(from: lowercased.startIndex, to: $0) - 1)
    }
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
  }
}
