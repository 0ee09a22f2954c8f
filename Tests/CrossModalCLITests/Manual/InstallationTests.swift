import Foundation
import Testing

/// `scripts/install.sh program PREFIX`, with the programs that are built already.
@Suite struct InstallationTests {
  private static let script =
    URL(filePath: #filePath).appending(path: "../../../../scripts/install.sh").standardizedFileURL.path

  private func install(_ words: [String]) async throws -> Program.Result {
    let products = (Program.path as NSString).deletingLastPathComponent
    return try await Program.run(
      executable: "/bin/bash", [Self.script] + words, environment: ["CROSSMODAL_PRODUCTS": products])
  }

  @Test func programsAndCompletionUnderAPrefix() async throws {
    let folder = try GuidedFolder()
    let prefix = folder.directory + "/with a blank"
    let result = try await install(["program", prefix])
    #expect(result.code == 0, "\(result.errors)")
    let version = try await Program.run(executable: prefix + "/bin/crossmodal", ["--version"])
    #expect(version.code == 0 && version.output.hasPrefix("crossmodal "))
    // The reader of MAT files is found next to it.
    let doctor = try await Program.run(executable: prefix + "/bin/crossmodal-bench", ["--version"])
    #expect(doctor.code == 0)
    for place in [
      "bash-completion/completions/crossmodal", "zsh/site-functions/_crossmodal",
      "fish/vendor_completions.d/crossmodal.fish",
    ] {
      let text = try String(contentsOfFile: "\(prefix)/share/\(place)", encoding: .utf8)
      #expect(text.contains("exclude-self") && !text.contains("until-input-closes"), "\(place)")
    }
    for page in ["crossmodal.1", "crossmodal.features.pca.1", "crossmodal-bench.1"] {
      let text = try String(contentsOfFile: "\(prefix)/share/man/man1/\(page)", encoding: .utf8)
      #expect(text.contains(".Nm") && !text.contains("until-input-closes"), "\(page)")
    }
    let bash = try await Program.run(
      executable: "/bin/bash", ["-n", "\(prefix)/share/bash-completion/completions/crossmodal"])
    #expect(bash.code == 0)
  }

  @Test(arguments: [["program"], ["program", "a", "b"], ["programs"]]) func refusals(_ words: [String])
    async throws
  {
    let result = try await install(words)
    #expect(result.code == 64 && result.errorLines.count == 1)
  }

  @Test func aPlaceThatCannotBeWritten() async throws {
    let result = try await install(["program", "/proc/nowhere"])
    #expect(result.code == 74 && result.errorLines.count == 1, "\(result.errors)")
  }
}
