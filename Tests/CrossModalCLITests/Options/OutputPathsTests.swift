import Foundation
import Testing

/// Outputs of every kind of name, for every command that writes a file.
@Suite struct OutputPathsTests {
  static let commands: [[String]] = [
    ["convert", "a.npy", "OUT"], ["distances", "a.npy", "-o", "OUT"],
    ["features", "pca", "a.npy", "--dimensions", "2", "-o", "OUT"],
    ["overlap", "a.npy", "b.npy", "--per-item", "OUT"], ["map", "m.safetensors", "a.npy", "-o", "OUT"],
    ["train", "a.npy", "b.npy", "--epochs", "1", "-o", "OUT"],
    ["train", "a.npy", "b.npy", "--epochs", "1", "-o", "m.safetensors", "--history", "OUT"],
    ["encode", "t.tsv", "--labels", "t.tsv", "-o", "OUT"], ["features", "lsa", "t.tsv", "-o", "OUT"],
    ["export", "s", "--to", "optuna-journal", "-o", "OUT"],
    ["neighbors", "a.npy", "-k", "3", "-o", "OUT"], ["new", "a.npy", "b.npy", "-o", "OUT"],
    ["neighbors", "a.npy", "-o", "n.npy", "--distances", "OUT"],
  ]

  @Test(arguments: commands) func aBadOutputIsOneLineAndACode(_ command: [String]) async throws {
    let files = try VectorFiles()
    try FileManager.default.createSymbolicLink(
      atPath: files.path("loop"), withDestinationPath: files.path("loop"))
    let outputs: [(String, Int32, String)] = [
      ("", 64, "name a file"), ("a/", 64, "the name of a directory"), ("/", 64, "the name of a directory"),
      (".", 74, "is a directory"), ("..", 74, "is a directory"), ("a\n\u{1B}[2J/", 64, "a\\n\\u{1B}[2J/"),
      (String(repeating: "n", count: 300), 74, "too long"), ("/dev/null", 74, "neither"),
      ("loop", 74, "symbolic links"), ("loop/x.npy", 74, "symbolic links"), ("no/x.npy", 74, "no such file"),
    ]
    for (output, code, says) in outputs {
      let result = try await Program.run(
        command.map { $0 == "OUT" ? output : $0 }, in: files.directory)
      #expect(result.code == code, "\(output): \(result.errors)")
      #expect(result.output.isEmpty && result.errors.split(separator: "\n").count == 1, "\(result.errors)")
      #expect(result.errors.hasPrefix("crossmodal: ") && result.errors.contains(says), "\(result.errors)")
    }
  }

  @Test(arguments: commands) func aNameOfOneLetterIsAName(_ command: [String]) async throws {
    let files = try VectorFiles()
    for output in ["x", "é", "./x"] {
      let result = try await Program.run(command.map { $0 == "OUT" ? output : $0 }, in: files.directory)
      // Where the ending decides, or an input is missing, that is said.
      #expect([0, 64, 74].contains(result.code), "\(output): \(result.code) \(result.errors)")
      #expect(result.errors.split(separator: "\n").count <= 1)
      if command[0] == "distances" { #expect(result.code == 0 && files.exists(output)) }
    }
  }
}
