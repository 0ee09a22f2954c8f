/// A program that is needed cannot be started, or does not answer.
package struct ProgramError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The program's name or path.
  package let path: String
  /// What is wrong, and what to do.
  package let reason: String

  /// The program at `path` is missing, or the system says no.
  package init(path: String, reason: String) {
    (self.path, self.reason) = (path, "cannot be started: \(reason)")
  }

  /// The program was started and stopped again, because its time was over.
  /// - Parameter work: what it was asked, as `--version`.
  package init(path: String, waitedFor work: String, seconds: Double) {
    self.path = path
    reason =
      "no answer to '\(work)' in \(ProgramTimeLimit.text(seconds)), so it was stopped; does it work by itself? "
      + "\(ProgramTimeLimit.variable)=SECONDS gives it more time"
  }

  /// One line.
  package var description: String { "\(path): \(reason)" }
}
