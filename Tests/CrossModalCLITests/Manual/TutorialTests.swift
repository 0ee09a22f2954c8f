import Foundation
import Testing

/// `docs/START.md`, followed to the letter in an empty folder: every command ends well, and what the page shows of its
/// output is in it.
@Suite struct TutorialTests {
  @Test func everyLineRunsAndPrintsWhatThePageShows() async throws {
    let folder = try GuidedFolder()
    let blocks = try GuidePage("docs/START.md").blocks
    #expect(blocks.contains { $0.language == "sh" } && blocks.contains { $0.language == "text" })
    var output = ""
    for block in blocks {
      switch block.language {
      case "sh":
        let result = try await folder.run(block.text)
        try #require(result.code == 0, "\(block.text)\n\(result.errors)")
        output = result.output
      case "text":
        let lines = Set(output.split(separator: "\n"))
        for line in block.text.split(separator: "\n") {
          #expect(lines.contains(line), "the page shows '\(line)', the program prints:\n\(output)")
        }
      default: Issue.record("a block of \(block.language) in a page of commands and their output")
      }
    }
    for file in ["curve.svg", "study.yaml", "images-words.study/report/index.html", "mapped.csv"] {
      #expect(folder.exists(file), "\(file)")
    }
  }

  @Test func picturesAreThere() throws {
    let root = URL(filePath: #filePath).appending(path: "../../../../").standardizedFileURL
    for page in ["README.md", "docs/START.md"] {
      let text = try String(contentsOf: root.appending(path: page), encoding: .utf8)
      let folder = root.appending(path: page).deletingLastPathComponent()
      let pictures = text.matches(of: /!\[[^\]]+\]\(([^)]+)\)/).map { String($0.1) }
      #expect(!pictures.isEmpty)
      for picture in pictures {
        #expect(
          FileManager.default.fileExists(atPath: folder.appending(path: picture).path), "\(page): \(picture)")
      }
    }
  }
}
