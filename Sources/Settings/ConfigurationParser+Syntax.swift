import Messages
import Yams

extension ConfigurationParser {
  /// The library's error as one line with its place.
  static func syntaxError(_ error: any Error, text: String, whole: ConfigurationPlace) -> ConfigurationError {
    func at(_ mark: Mark) -> ConfigurationPlace {
      let (line, column) = clamped(mark, to: text)
      return whole.at(line: line, column: column)
    }
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
      let during = context.map { " (\(trimmed($0.text)), line \(clamped($0.mark, to: text).line))" } ?? ""
      return ConfigurationError(at(mark), "not valid YAML: \(trimmed(problem))\(during)")
    case .composer(_, let problem, let mark, _):
      return ConfigurationError(at(mark), "not valid YAML: \(trimmed(problem))")
    case .reader(let problem, let offset, let value, _):
      let code = value > 0 ? " (U+\(String(value, radix: 16, uppercase: true)))" : ""
      return ConfigurationError(
        offset.map { place(ofCharacter: $0, in: text, whole) } ?? whole,
        "not valid YAML: \(trimmed(problem))\(code)")
    case .duplicatedKeysInMapping(let names, let context):
      return ConfigurationError(
        at(context.mark),
        "duplicate key \((names.first ?? "").quotedForMessage): it occurs more than once here")
    default:
      return ConfigurationError(whole, "not valid YAML: \(error)")
    }
  }

  /// A mark as far as it lies in the text: the library can name the line after the last.
  private static func clamped(_ mark: Mark, to text: String) -> (line: Int, column: Int) {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let last = lines.last?.isEmpty == true ? max(1, lines.count - 1) : lines.count
    return mark.line > last ? (last, lines[last - 1].count + 1) : (mark.line, mark.column)
  }

  private static func place(
    ofCharacter offset: Int, in text: String, _ whole: ConfigurationPlace
  ) -> ConfigurationPlace {
    let end = text.index(text.startIndex, offsetBy: offset, limitedBy: text.endIndex) ?? text.endIndex
    let before = text[..<end].unicodeScalars
    let start = before.lastIndex(of: "\n").map(before.index(after:)) ?? before.startIndex
    return whole.at(line: before.count(where: { $0 == "\n" }) + 1, column: before[start...].count + 1)
  }

  private static func trimmed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
