import Foundation
import Testing

/// The commands of the README: those of the program are run here, one after another, on the files of the tutorial; who runs
/// the others is said here, so that no new one goes untested.
@Suite struct ReadmeTests {
  // Lines that need a network, an installation, a server or a long build, and what runs them instead.
  private static let elsewhere = [
    "scripts/demo.sh": "scripts/check_report.py reads its page; run by hand before a release",
    "scripts/wheel.sh": "scripts/test.sh",
    "pip install dist/crossmodal-*.whl": "scripts/test.sh",
    "scripts/install.sh build": "scripts/test.sh",
    "swift build -c release --product crossmodal": "scripts/demo.sh",
    "scripts/install.sh program ~/.local": "InstallationTests",
    "crossmodal report STUDY --watch &": "ReportCommandTests, scripts/check_report.py",
    "python3 -m http.server -b 127.0.0.1 -d STUDY/report 8000": "scripts/check_report.py opens the page",
    "ssh -L 8000:127.0.0.1:8000 SERVER": "nothing of ours",
    "scripts/fetch_data.sh": "FetchDataTests",
    "crossmodal run experiments/iaprtc12.yaml": "docs/REPRODUCE.md has its numbers",
  ]

  @Test func everyCommandIsRun() async throws {
    let folder = try GuidedFolder()
    let tutorial = try #require(try GuidePage("docs/START.md").blocks.first { $0.language == "sh" })
    try #require(try await folder.run(tutorial.text).code == 0)
    let lines = try GuidePage("README.md").blocks.filter { $0.language == "sh" }
      .flatMap { $0.text.split(separator: "\n").map(String.init) }
    #expect(lines.count > 15 && Set(Self.elsewhere.keys).isSubset(of: lines))
    for line in lines where Self.elsewhere[line] == nil {
      try #require(line.hasPrefix("crossmodal "), "README.md: nobody runs '\(line)'")
      let result = try await folder.run(line)
      #expect(result.code == 0, "\(line)\n\(result.errors)")
    }
  }

  @Test func theConfigurationIsOne() async throws {
    let folder = try GuidedFolder()
    let block = try #require(try GuidePage("README.md").blocks.first { $0.language == "yaml" })
    try block.text.write(toFile: folder.directory + "/c.yaml", atomically: true, encoding: .utf8)
    let result = try await folder.run("crossmodal check c.yaml && crossmodal plan c.yaml")
    #expect(result.code == 0, "\(result.errors)")
  }

  @Test func theTableHasEveryCommand() async throws {
    let help = try await Program.run(["--help"]).output
    let commands = help.matches(of: /\n  ([a-z]+)  +[A-Z0-9]/).map { String($0.1) }
    #expect(commands.count > 24)
    let root = URL(filePath: #filePath).appending(path: "../../../../").standardizedFileURL
    let rows = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
      .split(separator: "\n").filter { $0.hasPrefix("| `") }.joined()
    for command in commands where command != "help" {
      #expect(rows.contains("`\(command) ") || rows.contains("`\(command)`"), "\(command)")
    }
  }
}
