/// A program that is needed cannot be started: it is missing, or the system says no.
package struct ProgramError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The program's path.
  package let path: String
  /// Why, and what to do.
  package let reason: String

  /// An error about the program at `path`.
  package init(path: String, reason: String) { (self.path, self.reason) = (path, reason) }

  /// One line.
  package var description: String { "\(path): cannot be started: \(reason)" }
}
