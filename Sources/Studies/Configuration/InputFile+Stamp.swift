import Foundation

extension InputFile {
  /// Path, size and time of change; nil where there is no such file (any more). A file with the same stamp has the same
  /// content.
  var stamp: String? {
    // An entry inside of a file stands behind a colon.
    let candidates = [path, path.split(separator: ":").dropLast().joined(separator: ":")]
    for candidate in candidates {
      var status = stat()
      guard stat(candidate, &status) == 0 else { continue }
      return "\(path) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }
    return nil
  }
}
