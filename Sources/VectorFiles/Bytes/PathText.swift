/// The text of a path, without a look at the file system.
package enum PathText {
  /// The directory of what a path names: `a/b` and `a/b/` are in `a`, `/a` is in `/`, and a bare name, also of one letter,
  /// is in the current one, which is "".
  package static func directory(of path: String) -> String {
    let bytes = path.utf8
    guard let last = bytes.lastIndex(where: { $0 != slash }) else { return bytes.isEmpty ? "" : "/" }
    guard let cut = bytes[...last].lastIndex(of: slash) else { return "" }
    guard let end = bytes[..<cut].lastIndex(where: { $0 != slash }) else { return "/" }
    return String(path[...end])
  }

  private static let slash = UInt8(ascii: "/")
}
