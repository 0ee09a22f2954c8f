import Foundation

/// Standard output as a file, where `-` stands for a table that a command writes: it goes out when it is whole, and not at
/// all where the command fails.
struct StandardOutputFile {
  /// The words of the command line, with a path in the place of the `-` that is written.
  let words: [String]
  private let path: String?

  // Commands whose one output may be a text table.
  private static let commands: Set<String> = ["neighbors", "map"]

  /// Finds the `-` that is written: that of `-o`, and the second file of `convert`.
  init(_ words: [String]) {
    let place = Self.place(in: words)
    var resolved = words
    path = place.map { _ in
      FileManager.default.temporaryDirectory.path + "/crossmodal-output-\(UUID().uuidString).csv"
    }
    if let place, let path {
      resolved[place] = path
      StreamNames.add(path)
    }
    self.words = resolved
  }

  /// Writes what the command wrote.
  ///
  /// - Throws: ``CommandFailure`` where it cannot be written (74), `ExitCode.success` where nobody reads on.
  func send() throws {
    guard let path, let file = FileHandle(forReadingAtPath: path) else { return }
    defer { remove() }
    while let block = try file.read(upToCount: 1 << 20), !block.isEmpty {
      try StandardOutput.writeData(block)
    }
  }

  /// Takes away what was not sent.
  func remove() {
    if let path { unlink(path) }
  }

  private static func place(in words: [String]) -> Int? {
    guard let command = words.first else { return nil }
    if command == "convert" { return words.count > 2 && words.last == "-" ? words.count - 1 : nil }
    guard commands.contains(command) else { return nil }
    return words.indices.dropFirst().first { words[$0] == "-" && ["-o", "--output"].contains(words[$0 - 1]) }
  }
}
