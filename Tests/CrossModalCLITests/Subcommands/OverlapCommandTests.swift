import CrossModal
import Dense
import Foundation
import Testing

@Suite struct OverlapCommandTests {
  private struct Document: Decodable {
    struct Overlap: Decodable {
      var cosine: Double?
      var euclidean: Double?
    }
    struct Point: Decodable {
      var k: Int
      var chance: Double
      var cosine: Double?
    }
    var k: Int
    var items: Int
    var includesSelf: Bool
    var chance: Double
    var overlap: Overlap
    var curve: [Point]?
  }

  @Test func printsTheMeasureAsJSON() async throws {
    let files = try VectorFiles()
    let result = try await Program.run([
      "overlap", files.path("a.npy"), files.path("b.npy"), "--metric", "both", "--k", "5", "--json",
    ])
    #expect(result.code == 0 && result.errors.isEmpty)
    let document = try JSONDecoder().decode(Document.self, from: Data(result.output.utf8))
    #expect(document.k == 5 && document.items == 50 && document.includesSelf && document.curve == nil)
    #expect(abs(document.chance - (1 + 16.0 / 49) / 5) < 1e-12)
    let (a, b) = (try FeatureTable.read(files.path("a.npy")), try FeatureTable.read(files.path("b.npy")))
    for (metric, value) in [
      (Metric.cosine, document.overlap.cosine), (.euclidean, document.overlap.euclidean),
    ] {
      let search = NeighborSearch(k: 5, metric: metric)
      #expect(
        value == NeighborOverlap(search.neighbors(of: a.features), search.neighbors(of: b.features)).mean)
    }
  }

  @Test func severalNumbersOfNeighborsMakeACurve() async throws {
    let files = try VectorFiles()
    let result = try await Program.run([
      "overlap", files.path("a.npy"), files.path("a.npy"), "--k", "3,49", "--exclude-self", "--json",
    ])
    let document = try JSONDecoder().decode(Document.self, from: Data(result.output.utf8))
    #expect(document.k == 3 && document.overlap.cosine == 1 && document.overlap.euclidean == nil)
    #expect(document.curve?.map(\.k) == [3, 49])
    #expect(document.curve?.last?.chance == 1)
  }

  /// The authors' own features; the figures of the paper's measure on them.
  @Test(.enabled(if: RealData.iaprtc12 != nil, "the IAPR TC-12 features are not part of the project"))
  func iaprtc12() async throws {
    let folder = try #require(RealData.iaprtc12)
    for (arguments, cosine, euclidean) in [([], 0.1706, 0.1580), (["--exclude-self"], 0.0816, 0.0673)] {
      let result = try await Program.run(
        [
          "overlap", folder + "/TS_vis_vgg128.csv", folder + "/TS_lang_biGRU.csv", "--metric", "both",
          "--json",
        ]
          + arguments)
      let document = try JSONDecoder().decode(Document.self, from: Data(result.output.utf8))
      #expect(abs(try #require(document.overlap.cosine) - cosine) <= 0.0003)
      #expect(abs(try #require(document.overlap.euclidean) - euclidean) <= 0.0003)
      if arguments.isEmpty { #expect(abs(document.chance - 0.1041) <= 0.0001) }
    }
  }
}

/// Real data, where a person has put it.
enum RealData {
  /// The folder with the IAPR TC-12 features: data/iaprtc12, $CROSSMODAL_DATA/iaprtc12 or ../shared/data/iaprtc12.
  static let iaprtc12: String? = {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let roots = [
      ProcessInfo.processInfo.environment["CROSSMODAL_DATA"], package + "/data", package + "/../shared/data",
    ]
    return roots.compactMap { $0 }.map { $0 + "/iaprtc12" }.first {
      FileManager.default.fileExists(atPath: $0 + "/TS_vis_vgg128.csv")
    }
  }()
}
