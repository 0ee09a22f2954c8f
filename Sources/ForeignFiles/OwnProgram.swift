import Foundation
import Synchronization
import VectorFiles

/// The program that runs, and the programs that were built with it and are next to it.
package enum OwnProgram {
  private static let folder = Mutex<String?>(nil)

  /// Says where the programs are, for a library that a foreign program loaded; nil: next to the running program.
  package static func setFolder(_ path: String?) { folder.withLock { $0 = path } }

  /// The path of the running program.
  package static func path() throws -> String {
    do {
      return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    } catch {
      throw ProgramError(
        path: CommandLine.arguments.first ?? "crossmodal", reason: "its own path is unknown")
    }
  }

  /// The path of a program next to the running one, whether it exists or not.
  static func sibling(_ name: String) throws -> String {
    try (folder.withLock { $0 } ?? PathText.directory(of: path())) + "/" + name
  }
}
