import Foundation

/// How long this program waits for an answer of another one: gnuplot, those of Slurm, crossmodal-matrix.
package enum ProgramTimeLimit {
  /// The variable of the environment that sets it, in seconds.
  package static let variable = "CROSSMODAL_PROGRAM_TIMEOUT"
  /// Without the variable: far more than any of them takes.
  private static let usual = 120.0
  private static let longest = 1e6

  /// Seconds.
  package static var seconds: Double { text.flatMap(Self.parse) ?? usual }

  /// What is wrong with the variable; nil if nothing.
  package static var complaint: String? {
    guard let text, parse(text) == nil else { return nil }
    return "\(variable)='\(text.prefix(40))': must be a number of seconds above 0, at most a million"
  }

  /// Seconds in words: `120 s`.
  package static func text(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }

  private static var text: String? { ProcessInfo.processInfo.environment[variable] }

  private static func parse(_ text: String) -> Double? {
    Double(text).flatMap { $0 > 0 && $0 <= longest ? $0 : nil }
  }
}
