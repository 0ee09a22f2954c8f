import Foundation
import Settings

extension StudyConfiguration {
  /// The largest configuration file, in bytes.
  package static let largestFile = 1 << 20

  /// Reads a file and applies overrides to it, each `key.path=value` with the value in YAML, in their order.
  ///
  /// Relative paths in the file refer to the file's directory, those in overrides to `currentDirectory`. Every key and
  /// value is checked; data files are not opened. Throws the first thing that is wrong, with its place.
  package static func load(
    path: String, overrides: [String] = [],
    currentDirectory: String = FileManager.default.currentDirectoryPath
  ) throws(ConfigurationError) -> StudyConfiguration {
    let text = try read(path, in: currentDirectory)
    return try parse(text, file: path, overrides: overrides, currentDirectory: currentDirectory)
  }

  /// Reads a configuration from text; `file` is the path to which relative paths and messages refer.
  package static func parse(
    _ text: String, file: String, overrides: [String] = [],
    currentDirectory: String = FileManager.default.currentDirectoryPath
  ) throws(ConfigurationError) -> StudyConfiguration {
    var configuration = try StudyConfiguration(
      tree(text, file: file, overrides: overrides, currentDirectory: currentDirectory))
    configuration.origin = .init(file: file, overrides: overrides)
    return configuration
  }

  /// The tree of a text with overrides applied, its meaning not yet read.
  static func tree(
    _ text: String, file: String, overrides: [String], currentDirectory: String
  ) throws(ConfigurationError) -> ConfigurationNode {
    let location = InputFile.absolute(file, relativeTo: currentDirectory)
    let directory = (location as NSString).deletingLastPathComponent
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
      while bytes.count <= largestFile,
        let part = try file.read(upToCount: largestFile + 1 - bytes.count), !part.isEmpty
      {
        bytes.append(part)
      }
    } catch {
      throw ConfigurationError(place, "cannot be read: \(reason(error))", kind: .unreadable)
    }
    guard bytes.count <= largestFile else {
      throw ConfigurationError(
        place, "is larger than \(largestFile) bytes; allowed: a configuration of at most \(largestFile) bytes"
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
