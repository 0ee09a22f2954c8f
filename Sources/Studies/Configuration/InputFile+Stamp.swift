import Foundation

extension InputFile {
  /// Path, size and time of change; nil where there is no such file (any more). A file with the same stamp has the same
  /// content.
  var stamp: String? {
    status.map { "\(path) \($0.st_size) \($0.st_mtim.tv_sec).\($0.st_mtim.tv_nsec)" }
  }

  /// What the system says of the file; nil where there is none.
  var status: stat? {
    // An entry inside of a file is behind a colon.
    let candidates = [path, path.split(separator: ":").dropLast().joined(separator: ":")]
    for candidate in candidates {
      var status = stat()
      if stat(candidate, &status) == 0 { return status }
    }
    return nil
  }
}
