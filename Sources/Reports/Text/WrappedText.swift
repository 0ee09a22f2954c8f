extension String {
  /// The words of a text in lines of at most `width` characters, all but the first behind `indent` blanks; a longer word has
  /// a line of its own.
  package func wrapped(width: Int, indent: Int = 0) -> [String] {
    var (lines, line) = ([String](), "")
    for word in split(separator: " ") {
      if !line.isEmpty, line.count + word.count + 1 > width {
        lines.append(line)
        line = String(repeating: " ", count: indent) + word
      } else {
        line += (line.isEmpty ? "" : " ") + word
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
