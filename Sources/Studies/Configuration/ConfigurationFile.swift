import Foundation
import Settings
import VectorFiles

/// The file of a configuration: its text, and the tree in it.
enum ConfigurationFile {
  /// The largest configuration file, in bytes.
  static let largest = 1 << 20

  /// The tree of a text with overrides applied, its meaning not yet read.
  static func tree(
    _ text: String, file: String, overrides: [String], currentDirectory: String
  ) throws(ConfigurationError) -> ConfigurationNode {
    let location = InputFile.absolute(file, relativeTo: currentDirectory)
    let directory = PathText.directory(of: location)
    var tree = try ConfigurationParser.tree(text, whole: .file(file), directory: directory)
    for override in overrides {
      tree = try ConfigurationOverride(override, directory: currentDirectory).applied(to: tree)
    }
    return tree
  }

  /// The text of a file; relative to `directory`.
  static func read(_ path: String, in directory: String) throws(ConfigurationError) -> String {
    let place = ConfigurationPlace.file(path)
    var bytes = Data()
    do {
      let location = InputFile.absolute(path, relativeTo: directory)
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: location))
      defer { try? file.close() }
      while bytes.count <= largest,
        let part = try file.read(upToCount: largest + 1 - bytes.count), !part.isEmpty
      {
        bytes.append(part)
      }
    } catch {
      throw ConfigurationError(place, "cannot be read: \(reason(error))", kind: .unreadable)
    }
    guard bytes.count <= largest else {
      throw ConfigurationError(
        place, "is larger than \(largest) bytes; allowed: a configuration of at most \(largest) bytes"
      )
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConfigurationError(place, "is not UTF-8 text; allowed: a configuration in YAML")
    }
    return text
  }

  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    for candidate in [underlying, error as NSError] {
      if let candidate, candidate.domain == NSPOSIXErrorDomain, let code = Int32(exactly: candidate.code) {
        return String(cString: strerror(code)).lowercased()
      }
    }
    return error.localizedDescription
  }
}
