import Foundation
import Testing

/// An empty folder in which the commands of a page are run as a reader would.
final class GuidedFolder: Sendable {
  /// The folder; removed when the object goes away.
  let directory: String

  /// Makes the folder, with the program under its own name in a `PATH` of its own.
  init() throws {
    directory = NSTemporaryDirectory() + "crossmodal-guide-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  /// Runs lines of shell, in the folder, to the first that fails.
  func run(_ lines: String) async throws -> Program.Result {
    let programs = (Program.path as NSString).deletingLastPathComponent
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try await Program.run(
      executable: "/bin/bash", ["-euo", "pipefail", "-c", lines],
      environment: ["PATH": "\(programs):\(path)", "HOME": directory], in: directory)
  }

  /// Whether a file is there.
  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: directory + "/" + name) }
}

/// A page of the documentation, and its fenced blocks.
struct GuidePage {
  /// A block: what its fence says it is, and its text.
  struct Block: Equatable {
    let language: String
    let text: String
  }

  /// The blocks in order.
  let blocks: [Block]

  /// Reads a page by its path from the root of the package.
  init(_ path: String) throws {
    let root = URL(filePath: #filePath).appending(path: "../../../../").standardizedFileURL
    let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
    var (blocks, language, lines): ([Block], String?, [Substring]) = ([], nil, [])
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = language {
        if line == "```" {
          blocks.append(Block(language: open, text: lines.joined(separator: "\n")))
          language = nil
        } else {
          lines.append(line)
        }
      } else if line.hasPrefix("```") {
        (language, lines) = (String(line.dropFirst(3)), [])
      }
    }
    self.blocks = blocks
  }
}
