import ArgumentParser
import Dense
import Foundation

/// How the program ends: a code and at most one line.
///
/// 0 done · 3 done, some fits failed or diverged · 64 command line, configuration, study of another configuration · 65
/// content of a data file or journal · 69 missing program, or kernels differ · 74 a file cannot be opened, read or written
/// · 75 stopped before the end · 130 second interrupt.
struct ExitStatus {
  let code: Int32
  let message: String?

  init(_ error: any Error) {
    if let known = ErrorWords(error) {
      (code, message) = (known.code, known.message)
    } else if let error = error as? ExitCode {
      (code, message) = (error.rawValue, nil)
    } else if CrossModalCommand.exitCode(for: error) == .validationFailure {
      (code, message) = (64, Self.usage(error))
    } else {
      // Of the system or of a library: in their words for people, never as a dump for programmers.
      (code, message) = (74, error.localizedDescription.split(separator: "\n").joined(separator: " "))
    }
  }

  // The parser says which value is wrong, its help what is allowed, and both stand in its full message of several lines.
  private static func usage(_ error: any Error) -> String {
    var text = CrossModalCommand.message(for: error).split(separator: "\n").joined(separator: " ")
    text += hyphened(text)
    let lines = CrossModalCommand.fullMessage(for: error).split(separator: "\n")
    func rest(after start: String) -> Substring? {
      lines.first { $0.hasPrefix(start) }.map { $0.dropFirst(start.count) }
    }
    let command = rest(after: "  See '")?.prefix { $0 != "'" } ?? "crossmodal --help"
    guard text.hasSuffix("'"), let allowed = rest(after: "Help:")?.split(separator: "  ").last else {
      return "\(text) (see \(command))"
    }
    return "\(text): \(allowed) (see \(command))"
  }

  // A value that begins with a hyphen counts as another option, and so as missing.
  private static func hyphened(_ text: String) -> String {
    let words = ProgramArguments.all
    for (option, value) in zip(words, words.dropFirst())
    where text.hasPrefix("Missing value for '\(option) <") && value.dropFirst().first?.isNumber == true {
      return ", which is not '\(value)'"
    }
    return ""
  }
}
