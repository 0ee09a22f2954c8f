/// The one line of a shell that converts a file, with the names of the file itself where a shell takes them as they are.
struct ConversionLine {
  private let file: String
  private let stem: String

  /// - Parameter path: the file; of a name with other characters than a shell and Python take plainly, FILE stands instead.
  init(path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let isPlain =
      !name.isEmpty && name.count <= 60 && !name.hasPrefix("-")
      && name.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
          || [0x2e, 0x5f, 0x2d].contains($0)
      }
    let file = isPlain ? name : "FILE"
    self.file = file
    let dot = file.lastIndex(of: ".").map { $0 == file.startIndex ? file.endIndex : $0 } ?? file.endIndex
    stem = String(file[..<dot])
  }

  /// `python3 -c "…"` with `{}` for the file and `{stem}` for its name without the ending.
  func python(_ program: String) -> String { "python3 -c \"\(filled(program))\"" }

  /// Saves an expression as `.npy`.
  func save(_ imports: String, _ expression: String) -> String {
    python("import \(imports); numpy.save('{stem}.npy', \(expression))")
  }

  /// A line of the shell with the same marks.
  func shell(_ line: String) -> String { filled(line) }

  private func filled(_ text: String) -> String {
    var parts: [String] = []
    for part in text.split(separator: "{}", omittingEmptySubsequences: false) {
      parts.append(part.split(separator: "{stem}", omittingEmptySubsequences: false).joined(separator: stem))
    }
    return parts.joined(separator: file)
  }
}
