import Foundation

/// Standard input as a file, where `-` stands for one: formats are recognized by their first bytes and read from anywhere.
enum StandardInput {
  // Options whose `-` would be an output.
  private static let outputs: Set<String> = [
    "-o", "--output", "-m", "--model", "--names", "--history", "--plot", "--per-item", "--neighbors",
    "--distances",
  ]
  // Commands that read a configuration, as text: its paths start at the current folder then.
  private static let readText: Set<String> = ["check", "plan", "run"]

  /// The words of a command line with a path in the place of the one `-` that is read.
  ///
  /// - Throws: ``CommandFailure`` where standard input is a terminal, or read twice (64), or empty (65).
  static func resolved(_ words: [String]) throws -> [String] {
    let places = words.indices.dropFirst().filter { words[$0] == "-" && !outputs.contains(words[$0 - 1]) }
    guard let place = places.first, !readText.contains(words[0]) else { return words }
    guard places.count == 1 else {
      throw CommandFailure.usage("-: given \(places.count) times; standard input can be read once")
    }
    let kept = try keep()
    StreamNames.add(kept)
    var words = words
    words[place] = kept
    return words
  }

  /// All of standard input as text.
  ///
  /// - Throws: ``CommandFailure`` where it is a terminal (64), or empty, not UTF-8 or larger than a configuration (65).
  static func text() throws -> String {
    try requireFile()
    var bytes = Data()
    while bytes.count <= largestText, let part = try FileHandle.standardInput.read(upToCount: 1 << 16),
      !part.isEmpty
    {
      bytes.append(part)
    }
    guard !bytes.isEmpty else { throw CommandFailure.data("-: standard input is empty") }
    guard bytes.count <= largestText, let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure.data("-: is not UTF-8 text of at most \(largestText) bytes")
    }
    return text
  }

  private static let largestText = 1 << 20

  private static func requireFile() throws {
    guard isatty(STDIN_FILENO) == 0 else {
      throw CommandFailure.usage("-: standard input is a terminal; hand over a file, as in 'inspect - <FILE'")
    }
  }

  // A file without a name, open until the program ends.
  private static func keep() throws -> String {
    try requireFile()
    let name = FileManager.default.temporaryDirectory.path + "/crossmodal-input-\(UUID().uuidString)"
    let descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CommandFailure(
        code: 74, message: "\(name): cannot be written, so that standard input cannot be kept")
    }
    unlink(name)
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
    var isEmpty = true
    do {
      while let block = try FileHandle.standardInput.read(upToCount: 1 << 20), !block.isEmpty {
        try file.write(contentsOf: block)
        isEmpty = false
      }
    } catch {
      throw CommandFailure(code: 74, message: "-: cannot be read: \(error.localizedDescription)")
    }
    guard !isEmpty else { throw CommandFailure.data("-: standard input is empty") }
    return "/proc/self/fd/\(descriptor)"
  }
}
