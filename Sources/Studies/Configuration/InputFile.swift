import Settings

/// The path of an input file. Two are equal when their absolute paths are the same text.
package struct InputFile: Hashable, Sendable {
  /// Absolute path; `..` in it is left to the file system, which knows the symbolic links. A path may name a part of a
  /// file, `file.npz:key`.
  package let path: String
  /// The path as the person wrote it, for messages.
  package let written: String

  /// A path as written, relative to an absolute `directory`.
  package init(_ written: String, relativeTo directory: String) {
    self.written = written
    path = Self.absolute(written, relativeTo: directory)
  }

  /// No file; what is in a configuration before its file is read.
  static let none = InputFile("", relativeTo: "/")

  /// Equality of absolute paths.
  package static func == (left: InputFile, right: InputFile) -> Bool { left.path == right.path }

  /// Hashes the absolute path.
  package func hash(into hasher: inout Hasher) { hasher.combine(path) }

  /// `path` itself if it is absolute, else `directory/path` without `./` in front.
  static func absolute(_ path: String, relativeTo directory: String) -> String {
    if path.hasPrefix("/") { return path }
    var rest = Substring(path)
    while rest.hasPrefix("./") { rest = rest.dropFirst(2).drop { $0 == "/" } }
    if rest.isEmpty || rest == "." { return directory }
    return directory.hasSuffix("/") ? directory + rest : "\(directory)/\(rest)"
  }
}

extension SettingFormat<InputFile> {
  /// A path, relative to the file or the override in which it stands.
  static var file: SettingFormat {
    .path(make: { InputFile($0, relativeTo: $1) }, path: { $0.path })
  }
}
