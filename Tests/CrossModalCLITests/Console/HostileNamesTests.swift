import Foundation
import Testing

@testable import VectorFiles

/// What files and paths say reaches a terminal as text only, and an error is one line, whatever is in a path.
@Suite struct HostileNamesTests {
  static let hostile = "a\nb\r\u{1B}[31m\u{9B}7m\u{202E}\u{2028}\u{200E}\u{E0041}"

  private func isSafe(_ text: String) -> Bool {
    !text.unicodeScalars.contains {
      ($0.value < 0x20 && $0 != "\n") || (0x7F...0x9F).contains($0.value)
        || $0.properties.isDefaultIgnorableCodePoint
        || $0.value == 0x2028
    }
  }

  static let commands: [[String]] = [
    ["check", "P"], ["plan", "P"], ["run", "P"], ["run", "c.yaml", "--study", "P"], ["worker", "P"],
    ["status", "P"],
    ["results", "P"], ["best", "P"], ["report", "P"], ["export", "P", "--to", "optuna-journal"],
    ["retry", "P"],
    ["verify", "P"], ["index", "P"], ["overlap", "P", "P"], ["overlap", "a.npy", "P"],
    ["overlap", "--from", "P"],
    ["distances", "P", "-o", "o.npy"], ["features", "pca", "P", "-o", "o.npy"],
    ["features", "lsa", "P", "-o", "o.npy"],
    ["train", "P", "a.npy", "-o", "m.safetensors"], ["train", "a.npy", "b.npy", "-o", "P/P"],
    ["train", "a.npy", "b.npy", "-o", "m.safetensors", "--initial-weights", "P"],
    ["map", "P", "a.npy", "-o", "o.npy"], ["similarity", "P", "--ratings", "P"],
    ["retrieval", "a.npy", "--labels", "P"],
    ["retrieval", "a.npy", "P"], ["retrieval", "a.npy", "a.npy", "--groups", "P"],
    ["neighbors", "P", "-o", "o.npy"], ["neighbors", "a.npy", "-o", "P/P"],
    ["encode", "P", "--labels", "P", "-o", "o.npy"], ["convert", "P", "o.npy"], ["convert", "a.npy", "P/P"],
    ["inspect", "P"], ["check", "c.yaml", "--set", "P"], ["check", "c.yaml", "--set", "name=P"], ["P"],
    ["inspect", "--P"], ["overlap", "a.npy", "b.npy", "--k", "P"], ["doctor", "P"], ["manual", "P"],
    ["run", "c.yaml", "--time-limit", "P"],
  ]

  @Test(arguments: commands) func anErrorIsOneLine(_ command: [String]) async throws {
    let files = try VectorFiles()
    try files.write(
      "version: 1\nname: n\ndataset: {name: x, image: {i: {file: a.npy}}, text: {t: {file: nowhere.npy}}}\n",
      to: "c.yaml")
    for ending in ["", ".npy", ".csv", ".mat:x", ".npz:k", ".bin", ".yaml"] {
      // Once with no such file, once with one of nonsense.
      for isThere in [false, true] {
        let name = Self.hostile + ending
        if isThere, !name.contains(":") { try files.write("\u{1B}[2J \u{9B}\n", to: name) }
        let result = try await Program.run(
          command.map { $0.replacing("P", with: name) }, in: files.directory)
        #expect(
          [64, 65, 69, 74].contains(result.code) || result.code == 0 && command[0] == "inspect",
          "\(ending): \(result.code)")
        #expect(isSafe(result.errors) && isSafe(result.output), "\(result.errors) \(result.output)")
        guard result.code != 0 else { continue }
        #expect(
          result.errors.hasPrefix("crossmodal: ") && result.errors.split(separator: "\n").count == 1
            && result.errors.hasSuffix("\n"), "\(ending): \(result.errors)")
      }
    }
  }

  @Test func inspectShowsWhatIsInAFile() async throws {
    let files = try VectorFiles()
    let array = try NPYFile.read(files.path("a.npy"))
    try NPZFile.write([(Self.hostile, array), ("two", array)], to: files.path("n.npz"))
    try files.write("\u{1B}]0;OWNED\u{7},1,2\n\u{202E}x,3,4\n", to: "l.csv")
    try files.write("c\u{1B}[2Jt 1 2\nd\u{9B}g 3 4\n", to: "w.txt")
    for name in ["n.npz", "l.csv", "w.txt"] {
      let result = try await Program.run(["inspect", files.path(name)])
      #expect(result.code == 0 && isSafe(result.output), "\(result.output)")
      #expect(result.output.contains("\\u{1B}"), "\(result.output)")
      // JSON escapes by itself, and holds the text.
      let json = try await Program.run(["inspect", files.path(name), "--json"])
      #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
      #expect(!json.output.contains("\\\\u{1B}"))
    }
    let names = try await Program.run(["inspect", files.path("n.npz")])
    #expect(names.output.contains("array   a\\nb\\r\\u{1B}[31m\\u{9B}7m\\u{202E}"), "\(names.output)")
  }

  @Test func anErrorStandsAlone() async throws {
    let files = try VectorFiles()
    // The reader has something to say of the header before the rows turn out to be too few.
    try files.write("id,x,y\na,1,2\nb,3,5\n", to: "h.csv")
    let result = try await Program.run(["features", "pca", files.path("h.csv"), "-o", files.path("o.npy")])
    #expect(result.code == 65 && result.errorLines.count == 1, "\(result.errors)")
    let done = try await Program.run(
      ["features", "pca", files.path("h.csv"), "--dimensions", "1", "-o", files.path("o.npy")])
    #expect(done.code == 0 && done.errorLines.count > 1, "\(done.errors)")
  }

  @Test func encodeRefusesWhatIsNoListOfTexts() async throws {
    let files = try VectorFiles()
    try files.write("[\"a cat\", \"a dog\"]", to: "captions.json")
    try files.write("one text\n", to: "one.tsv")
    try files.write("x\n", to: "labels.tsv")
    for (name, says) in [("captions.json", "is a JSON document"), ("one.tsv", "has one text")] {
      let result = try await Program.run(
        ["encode", files.path(name), "--labels", files.path("labels.tsv"), "-o", files.path("o.npy")])
      #expect(result.code == 65 && result.errorLines.count == 1, "\(result.errors)")
      #expect(result.errors.contains(says), "\(result.errors)")
      #expect(!files.exists("o.npy"))
    }
  }
}
