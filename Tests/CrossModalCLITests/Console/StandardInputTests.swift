import Foundation
import Testing

/// `-` as a file to read.
@Suite struct StandardInputTests {
  private func run(_ line: String, _ files: VectorFiles) async throws -> Program.Result {
    let line = line.replacing("crossmodal", with: Program.path)
    return try await Program.run(executable: "/bin/bash", ["-c", line], in: files.directory)
  }

  @Test func aPipeIsReadLikeAFile() async throws {
    let files = try VectorFiles()
    let file = try await run("crossmodal overlap a.npy b.npy --json", files)
    #expect(file.code == 0)
    for line in [
      "cat a.npy | crossmodal overlap - b.npy --json", "crossmodal overlap a.npy - --json <b.npy",
      "gzip -c a.npy | crossmodal overlap - b.npy --json",
    ] {
      let piped = try await run(line, files)
      #expect(
        piped.code == 0 && piped.output == file.output.replacing("a.npy", with: "a.npy"), "\(piped.errors)")
    }
    let table = try await run(
      "seq 1 60 | awk '{print $1*7%11/11\",\"$1*5%13/13}' | crossmodal inspect -", files)
    #expect(table.code == 0 && table.output.contains("60 × 2") && table.output.contains("file    -"))
  }

  @Test func aConfigurationIsReadAndItsPathsStartHere() async throws {
    let files = try VectorFiles()
    let line = "crossmodal new a.npy b.npy | crossmodal check - --data"
    let result = try await run(line, files)
    #expect(result.code == 0 && result.output.contains("50"), "\(result.errors)")
  }

  @Test(arguments: [
    ("crossmodal inspect - </dev/null", 65, "-: standard input is empty"),
    ("cat a.npy | crossmodal overlap - -", 64, "-: given 2 times"),
    ("echo hello | crossmodal overlap - b.npy", 65, "crossmodal: -: "),
    ("crossmodal plan - </dev/null", 65, "-: standard input is empty"),
    ("echo 'version: 2' | crossmodal check -", 64, "crossmodal: -:1:"),
  ])
  func refusals(_ line: String, _ code: Int32, _ says: String) async throws {
    let result = try await run(line, VectorFiles())
    #expect(result.code == code && result.errorLines.count == 1 && result.output.isEmpty, "\(result.errors)")
    #expect(result.errors.contains(says) && !result.errors.contains("/proc/"), "\(result.errors)")
  }

  /// OpenBLAS starts a thread for each further processor when it is loaded; they would look for work while a program begins.
  @Test func aProgramThatWaitsHasOneThread() async throws {
    let script = """
      mkfifo pipe
      crossmodal inspect - <pipe >/dev/null 2>&1 & program=$!
      exec 9>pipe
      for _ in {1..200}; do
        read -r call file _ </proc/$program/syscall
        # 0 on x86-64, 63 on arm64: it reads, and there is nothing to read.
        [[ $call == 0 || $call == 63 ]] && [[ $file == 0x0 ]] && break
        sleep 0.05
      done
      echo "$file" /proc/$program/task/*
      exec 9>&-
      wait $program
      """
    let result = try await run(script, VectorFiles())
    #expect(
      result.output.split(separator: " ").count == 2 && result.output.hasPrefix("0x0 "), "\(result.output)")
  }
}
