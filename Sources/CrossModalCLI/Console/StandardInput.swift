import Foundation
import Synchronization

/// Standard input as a file, where `-` stands for one: formats are recognized by their first bytes and read from anywhere.
enum StandardInput {
  // Options whose `-` would be an output.
  private static let outputs: Set<String> = [
    "-o", "--output", "-m", "--model", "--names", "--history", "--plot", "--per-item", "--neighbors",
    "--distances",
  ]
  // Paths in a configuration start at its folder, which standard input does not have.
  private static let needFolders: Set<String> = ["check", "plan", "run"]
  private static let path = Mutex<String?>(nil)

  /// The words of a command line with a path in the place of the one `-` that is read.
  ///
  /// - Throws: ``CommandFailure`` where standard input is a terminal, or read twice (64), or empty (65).
  static func resolved(_ words: [String]) throws -> [String] {
    let places = words.indices.dropFirst().filter { words[$0] == "-" && !outputs.contains(words[$0 - 1]) }
    guard let place = places.first, !needFolders.contains(words[0]) else { return words }
    guard places.count == 1 else {
      throw CommandFailure.usage("-: given \(places.count) times; standard input can be read once")
    }
    let kept = try keep()
    path.withLock { $0 = kept }
    var words = words
    words[place] = kept
    return words
  }

  /// Text for people, which calls standard input as it was called.
  static func named(_ text: String) -> String {
    path.withLock { $0 }.map { text.replacing($0, with: "-") } ?? text
  }

  // A file without a name, open until the program ends.
  private static func keep() throws -> String {
    guard isatty(STDIN_FILENO) == 0 else {
      throw CommandFailure.usage("-: standard input is a terminal; hand over a file, as in 'inspect - <FILE'")
    }
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
