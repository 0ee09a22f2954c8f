import Foundation
import StudyTestSupport
import Testing
import VectorFiles

@testable import Reports
@testable import Studies

/// What a gallery has shown is shown again without a training.
@Suite struct KeptGalleryTests {
  private func study() throws -> HandmadeStudy {
    let names = (1...40).map { "item \($0)" }.joined(separator: "\n") + "\n"
    let small = try HandmadeStudy(
      models: "[ridge]", grid: "{penalty: [1]}", files: ["words.txt": names], dataset: "names: words.txt")
    try small.runAll()
    return small
  }

  private func write(_ small: HandmadeStudy, to path: String, isOwn: Bool) async throws {
    let report = try small.report()
    var pictures = ReportPictures()
    pictures.neighbors = try NeighborGallery(report)
    try report.write(
      to: ReportFolder(path, isOwn: isOwn), options: HandmadeStudy.options, pictures: pictures)
  }

  @Test func theOwnReportKeepsItAndAnotherDoesNot() async throws {
    let small = try study()
    let own = small.study.directory.path + "/report"
    let elsewhere = small.study.directory.path + "-page"
    defer { try? FileManager.default.removeItem(atPath: elsewhere) }
    try await write(small, to: elsewhere, isOwn: false)
    #expect(!FileManager.default.fileExists(atPath: elsewhere + "/gallery.json"))
    let first = try #require(try NeighborGallery(small.report())).html
    try await write(small, to: own, isOwn: true)
    #expect(try NeighborGallery(small.report())?.html == first)

    // What is shown now comes from the file: another name of an item there would be another here.
    let kept = try String(contentsOfFile: own + "/gallery.json", encoding: .utf8)
    let changed = kept.replacing(/"sharedWithX":[0-9]+/, with: "\"sharedWithX\":77")
    try AtomicFile.write(text: changed, to: own + "/gallery.json")
    #expect(try NeighborGallery(small.report())?.html.contains("X,f 77/") == true)
  }

  @Test(arguments: ["", "{}", "not JSON", "numbers beyond the items", "another fit"])
  func whatDoesNotFitIsTrainedAgain(_ damage: String) async throws {
    let small = try study()
    let own = small.study.directory.path + "/report"
    let first = try #require(try NeighborGallery(small.report())).html
    try await write(small, to: own, isOwn: true)
    let kept = try String(contentsOfFile: own + "/gallery.json", encoding: .utf8)
    let changed =
      switch damage {
      case "numbers beyond the items": kept.replacing(/"item":[0-9]+/, with: "\"item\":40")
      case "another fit":
        kept.replacing("cosine", with: "euclidean").replacing(
          /"sharedWithX":[0-9]+/, with: "\"sharedWithX\":77")
      default: damage
      }
    try AtomicFile.write(text: changed, to: own + "/gallery.json")
    #expect(try NeighborGallery(small.report())?.html == first)
  }
}
