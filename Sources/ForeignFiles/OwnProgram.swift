import Foundation
import VectorFiles

/// The program that runs, and the programs that were built with it and stand beside it.
package enum OwnProgram {
  /// The path of the running program.
  package static func path() throws -> String {
    do {
      return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    } catch {
      throw ProgramError(
        path: CommandLine.arguments.first ?? "crossmodal", reason: "its own path is unknown")
    }
  }

  /// The path of a program beside the running one, whether it exists or not.
  static func sibling(_ name: String) throws -> String {
    PathText.directory(of: try path()) + "/" + name
  }
}
