import Foundation
import Testing

/// Pages of the documentation lead to pages and headings that exist, and the index leads to all of them.
@Suite struct DocumentationLinkTests {
  private static let root = URL(filePath: #filePath).appending(path: "../../../../").standardizedFileURL

  private static let pages: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path + "/docs")) ?? []
    return ["README.md", "CONTRIBUTING.md"]
      + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
  }()

  private static func text(_ page: String) throws -> String {
    try String(contentsOf: root.appending(path: page), encoding: .utf8)
  }

  // As GitHub makes them: small letters, digits and hyphens.
  private static func anchors(_ page: String) throws -> Set<String> {
    let headings = try text(page).split(separator: "\n").filter { $0.hasPrefix("#") }
    return Set(
      headings.map { heading in
        let title = heading.drop { $0 == "#" }.dropFirst().lowercased()
        return String(
          title.compactMap { $0 == " " ? "-" : $0.isLetter || $0.isNumber || "-_".contains($0) ? $0 : nil })
      })
  }

  @Test(arguments: pages) func linksLeadSomewhere(_ page: String) throws {
    let folder = Self.root.appending(path: page).deletingLastPathComponent()
    for match in try Self.text(page).matches(of: /\]\(([^)#:\s]*)(#[^)\s]+)?\)/) {
      let target = match.1.isEmpty ? Self.root.appending(path: page) : folder.appending(path: String(match.1))
      let path = target.standardizedFileURL.path
      #expect(FileManager.default.fileExists(atPath: path), "\(page): \(match.0)")
      guard let anchor = match.2?.dropFirst(), path.hasSuffix(".md") else { continue }
      let name = String(path.dropFirst(Self.root.path.count)).trimmingCharacters(in: ["/"])
      #expect(try Self.anchors(name).contains(String(anchor)), "\(page): \(match.0)")
    }
  }

  @Test func theIndexHasEveryPage() throws {
    let index = try Self.text("docs/README.md")
    for page in Self.pages where page.hasPrefix("docs/") && page != "docs/README.md" {
      #expect(index.contains("(\(page.dropFirst(5)))"), "docs/README.md: \(page)")
    }
  }
}
