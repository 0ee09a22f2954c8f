import Foundation

/// A path that may name a part of a file: `file.npz` or `file.npz:KEY`.
struct FilePart {
  /// The file.
  let file: String
  /// What stands behind the colon; nil if nothing is named.
  let name: String?

  /// The parts of `path`; nil if its file does not end with `ending`, in whatever case.
  init?(_ path: String, ending: String) {
    if path.lowercased().hasSuffix(ending) {
      (file, name) = (path, nil)
    } else if let range = path.range(of: ending + ":", options: [.backwards, .caseInsensitive]) {
      file = String(path[..<path.index(before: range.upperBound)])
      name = String(path[range.upperBound...])
    } else {
      return nil
    }
  }
}
