import Foundation
import TestSupport
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

#if canImport(FoundationXML)
  import FoundationXML
#endif

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

  @Test func rangesOfNumbersOfNeighbors() async throws {
    let files = try VectorFiles()
    let (a, b) = (files.path("a.npy"), files.path("b.npy"))
    let result = try await Program.run(["overlap", a, b, "--k", "2-4,10,3", "--json"])
    let document = try JSONDecoder().decode(Document.self, from: Data(result.output.utf8))
    #expect(document.curve?.map(\.k) == [2, 3, 4, 10])
    for point in try #require(document.curve) {
      let one = try await Program.run(["overlap", a, b, "--k", "\(point.k)", "--json"])
      let single = try JSONDecoder().decode(Document.self, from: Data(one.output.utf8))
      #expect(single.overlap.cosine == point.cosine && single.chance == point.chance)
    }
    let shares = try await Program.run(["overlap", a, b, "-k", "10%", "-k", "2", "--json"])
    let shared = try JSONDecoder().decode(Document.self, from: Data(shares.output.utf8))
    #expect(shared.curve?.map(\.k) == [5, 2])
    for bad in ["0", "5-2", "x", "", "3,", "1-", "-3"] {
      let refused = try await Program.run(["overlap", a, b, "--k=\(bad)"])
      #expect(refused.code == 64 && refused.errorLines.count == 1 && refused.output.isEmpty)
    }
  }

  private struct Details: Decodable {
    struct Detail: Decodable {
      struct Interval: Decodable {
        var lower: Double
        var upper: Double
        var method: String
      }
      struct Permutation: Decodable {
        var mean: Double
        var sd: Double
        var p: Double
      }
      struct Other: Decodable { var overlap: Double }
      struct Occurrence: Decodable {
        var skewness: Double?
        var maximum: Int
      }
      struct Occurrences: Decodable { var first: Occurrence }
      var metric: String
      var overlap: Double
      var interval: Interval?
      var permutation: Permutation?
      var jaccard: Double?
      var excludingSelf: Other?
      var occurrence: Occurrences?
    }
    var measured: Int?
    var details: [Detail]
  }

  @Test func allMeasuresOfOneSearch() async throws {
    let files = try VectorFiles()
    let (a, b) = (files.path("a.npy"), files.path("b.npy"))
    let arguments = ["--details", "--permutations", "99", "--bootstrap", "200", "--json"]
    let result = try await Program.run(["overlap", a, b, "--metric", "both", "--k", "5"] + arguments)
    let details = try JSONDecoder().decode(Details.self, from: Data(result.output.utf8)).details
    #expect(details.map(\.metric) == ["cosine", "euclidean"])
    let others = try await Program.run(["overlap", a, b, "--k", "5", "--exclude-self", "--json"])
    let without = try JSONDecoder().decode(Document.self, from: Data(others.output.utf8))
    #expect(details[0].excludingSelf?.overlap == without.overlap.cosine)
    for detail in details {
      let interval = try #require(detail.interval)
      #expect(interval.lower < detail.overlap && detail.overlap < interval.upper)
      #expect(interval.method == "score")
      let permutation = try #require(detail.permutation)
      // b is a map of a with little noise: far from chance.
      #expect(permutation.p == 0.01 && permutation.mean < detail.overlap)
      #expect(try #require(detail.jaccard) < detail.overlap)
      #expect(try #require(detail.occurrence).first.maximum >= 5)
    }
    let text = try await Program.run(["overlap", a, b, "--k", "5"] + arguments.dropLast())
    #expect(text.code == 0 && text.output.contains("Jaccard") && text.output.contains("99 permutations"))
  }

  @Test func listsOfPartsAreTheWhole() async throws {
    let files = try VectorFiles()
    let (a, b) = (files.path("a.npy"), files.path("b.npy"))
    let measures = ["--k", "1-8", "--details", "--permutations", "20", "--json"]
    let whole = try await Program.run(["overlap", a, b, "--metric", "both"] + measures)
    let parts = ["1-20", "21-21", "22-50"].map { (rows: $0, path: files.path("part-\($0).npz")) }
    for part in parts {
      let run = try await Program.run(
        ["overlap", a, b, "--metric", "both", "--k", "8", "--rows", part.rows, "--neighbors", part.path])
      #expect(run.code == 0)
    }
    let merged = try await Program.run(["overlap", "--from"] + parts.map(\.path) + measures)
    #expect(merged.code == 0 && merged.output == whole.output)
    let part = try await Program.run(["overlap", "--from", parts[0].path, "--k", "8", "--json"])
    #expect(try JSONDecoder().decode(Measured.self, from: Data(part.output.utf8)).measured == 20)
    let twice = try await Program.run(["overlap", "--from", parts[0].path, parts[0].path])
    #expect(twice.code == 65 && twice.errorLines.count == 1)
    let tooMany = try await Program.run(["overlap", "--from", parts[0].path, "--k", "9"])
    #expect(tooMany.code == 65)
    let null = try await Program.run(["overlap", "--from", parts[0].path, "--k", "8", "--permutations", "5"])
    #expect(null.code == 64)
  }

  private struct Spaces: Decodable {
    struct Space: Decodable, Equatable {
      var name: String
      var dimensions: Int
      var repeatedRows: Int
      var zeroRows: Int
      var tiedRows: Int
    }
    var spaces: [Space]?
  }

  @Test func tiesAreCountedAndSaid() async throws {
    let files = try VectorFiles()
    let (a, b) = (files.path("line.csv"), files.path("b.csv"))
    // On a line at 0, 1, 1, 3, 9; with one neighbor besides the item, 0 has two at distance 1, 3 has two at 2.
    try files.write("x,y\n0,0\n1,0\n1,0\n3,0\n9,0\n", to: "line.csv")
    try files.write("x,y\n1,0\n2,0\n4,0\n8,0\n16,0\n", to: "b.csv")
    func spaces(_ arguments: [String]) async throws -> [Spaces.Space]? {
      let result = try await Program.run(["overlap", a, b, "--json"] + arguments)
      #expect(result.code == 0)
      return try JSONDecoder().decode(Spaces.self, from: Data(result.output.utf8)).spaces
    }
    func expected(_ tied: Int) -> [Spaces.Space] {
      [
        .init(name: "first", dimensions: 2, repeatedRows: 2, zeroRows: 1, tiedRows: tied),
        .init(name: "second", dimensions: 2, repeatedRows: 0, zeroRows: 0, tiedRows: 0),
      ]
    }
    #expect(try await spaces(["--k", "2", "--metric", "euclidean"]) == expected(2))
    #expect(try await spaces(["--k", "1", "--metric", "euclidean", "--exclude-self"]) == expected(2))
    // The two at 1 are both among two others, but 9 has 3 and then two at distance 8.
    #expect(try await spaces(["--k", "3", "--metric", "euclidean"]) == expected(1))
    // With the item alone nothing is left to the order.
    #expect(try await spaces(["--k", "1", "--metric", "euclidean"])?[0].tiedRows == 0)
    // All rows are parallel, or zero.
    #expect(try await spaces(["--k", "2", "--metric", "cosine"]).map { $0.map(\.tiedRows) } == [5, 5])
    let text = try await Program.run(["overlap", a, b, "--k", "2", "--metric", "euclidean"])
    #expect(
      text.output.contains(
        "first: 2 equal rows, 1 zero row, 2 rows tied at k = 2; ties go to the lower row\n")
    )
    let plain = try await Program.run(["overlap", files.path("a.npy"), files.path("b.npy")])
    #expect(!plain.output.contains("ties"))
  }

  private struct Measured: Decodable { var measured: Int? }

  @Test func sampledRows() async throws {
    let files = try VectorFiles()
    let (a, b) = (files.path("a.npy"), files.path("b.npy"))
    let result = try await Program.run(["overlap", a, b, "--k", "5", "--sample", "30", "--json"])
    let sampled = try JSONDecoder().decode(Details.self, from: Data(result.output.utf8))
    #expect(sampled.measured == 30 && sampled.details[0].interval?.method == "sample")
    let all = try await Program.run(["overlap", a, b, "--k", "5", "--sample", "50", "--json"])
    let whole = try await Program.run(["overlap", a, b, "--k", "5", "--json"])
    let (one, other) = (
      try JSONDecoder().decode(Document.self, from: Data(all.output.utf8)),
      try JSONDecoder().decode(Document.self, from: Data(whole.output.utf8))
    )
    #expect(one.overlap.cosine == other.overlap.cosine)
    let refused = try await Program.run(["overlap", a, b, "--sample", "51"])
    #expect(refused.code == 64 && refused.errorLines.count == 1)
  }

  @Test func filesOfItemsAndNeighbors() async throws {
    let files = try VectorFiles()
    let (a, b) = (files.path("a.npy"), files.path("b.npy"))
    let result = try await Program.run([
      "overlap", a, b, "--k", "3,5", "--exclude-self", "--per-item", files.path("items.csv"), "--neighbors",
      files.path("lists.npy"), "--threads", "2",
    ])
    #expect(result.code == 0)
    let records = try CSVFile.read(files.path("items.csv"))
    #expect(records.count == 51 && records[0] == ["row", "cosine_k3", "cosine_k5"] && records[50][0] == "50")
    let search = NeighborSearch(k: 5, metric: .cosine, includesSelf: false)
    let first = search.neighbors(of: try FeatureTable.read(a).features)
    let second = search.neighbors(of: try FeatureTable.read(b).features)
    let overlap = NeighborOverlap(first, second)
    #expect(records.dropFirst().map { Double($0[2]) } == overlap.shared.map { Double($0) / 5 })
    // Thirds, in at most 6 digits.
    #expect(records.dropFirst().allSatisfy { ["0.0", "0.333333", "0.666667", "1.0"].contains($0[1]) })
    #expect(records.contains { $0[1] == "0.333333" })
    let lists = try NPYFile.read(files.path("lists.npy"))
    #expect(lists.shape == [2, 50, 5])
    let refused = try await Program.run(["overlap", a, b, "--neighbors", files.path("lists.csv")])
    #expect(refused.code == 64 && refused.errorLines.count == 1)
  }

  @Test func curveAsAPicture() async throws {
    let files = try VectorFiles()
    let (a, b) = (files.path("a.npy"), files.path("b.npy"))
    let arguments = ["overlap", a, b, "--k", "1-20", "--metric", "both", "--plot", files.path("curve.svg")]
    let without = try await Program.run(arguments, environment: ["PATH": "/nonexistent"])
    #expect(without.code == 69 && without.errorLines.count == 1 && !files.exists("curve.svg"))
    let result = try await Program.run(arguments)
    // Without gnuplot there is no picture to look at.
    guard result.code != 69 else { return }
    #expect(result.code == 0)
    let picture = try String(contentsOfFile: files.path("curve.svg"), encoding: .utf8)
    #expect(picture.hasPrefix("<svg xmlns=") && picture.contains("chance") && picture.contains("euclidean"))
    #expect(XMLParser(data: Data(picture.utf8)).parse())
    let refused = try await Program.run(["overlap", a, b, "--plot", files.path("one.svg")])
    #expect(refused.code == 64)
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
