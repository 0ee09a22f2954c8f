import Foundation
import Testing

/// `-` as a file to write.
@Suite struct StandardOutputFileTests {
  private func run(_ line: String, _ files: VectorFiles) async throws -> Program.Result {
    let line = line.replacing("crossmodal", with: Program.path)
    return try await Program.run(executable: "/bin/bash", ["-c", line], in: files.directory)
  }

  @Test(arguments: [
    ("crossmodal neighbors a.npy -k 2 -o", "neighbors"), ("crossmodal convert a.npy", "50"),
    ("crossmodal map map.safetensors a.npy -o", "50"),
  ])
  func aTableGoesToStandardOutput(_ line: String, _ says: String) async throws {
    let files = try VectorFiles()
    _ = try await run("crossmodal train a.npy b.npy -o map.safetensors --model lin --epochs 1", files)
    let file = try await run("\(line) table.csv && cat table.csv", files)
    let piped = try await run("\(line) -", files)
    #expect(file.code == 0 && file.output.count > 100, "\(file.errors)")
    #expect(piped.code == 0 && piped.output == file.output, "\(piped.errors)")
    #expect(piped.errors.replacing("-: ", with: "table.csv: ") == file.errors && piped.errors.contains(says))
  }

  @Test func whoReadsTheFirstLinesOnlyIsNoError() async throws {
    let files = try VectorFiles()
    let result = try await run("crossmodal neighbors a.npy -k 40 -o - | head -1", files)
    #expect(result.code == 0 && result.output.split(separator: "\n").count == 1, "\(result.errors)")
  }

  @Test(arguments: [
    "crossmodal distances a.npy b.npy -o -", "crossmodal features pca a.npy --dimensions 2 -o -",
    "crossmodal compare a.npy b.npy -o -", "crossmodal merge a b -o -", "crossmodal report a -o -",
    "crossmodal index a -o -",
  ])
  func whatIsNoTableNeedsAName(_ line: String) async throws {
    let files = try VectorFiles()
    let before = try FileManager.default.contentsOfDirectory(atPath: files.directory)
    let result = try await run(line, files)
    #expect(result.code == 64 && result.errorLines.count == 1 && result.output.isEmpty, "\(result.errors)")
    #expect(result.errors.contains("-: this command"), "\(result.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: files.directory) == before)
  }

  @Test func nothingIsWrittenWhereTheCommandFails() async throws {
    let files = try VectorFiles()
    let result = try await run("crossmodal neighbors a.npy -k 1000 -o -", files)
    #expect(result.code != 0 && result.output.isEmpty && result.errorLines.count == 1, "\(result.errors)")
  }
}
