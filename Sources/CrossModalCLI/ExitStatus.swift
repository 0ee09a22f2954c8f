import ArgumentParser
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
      let text = CrossModalCommand.message(for: error).split(separator: "\n").joined(separator: " ")
      (code, message) = (64, "\(text) (see crossmodal --help)")
    } else {
      // Of the system or of a library: in their words for people, never as a dump for programmers.
      (code, message) = (74, error.localizedDescription.split(separator: "\n").joined(separator: " "))
    }
  }
}
