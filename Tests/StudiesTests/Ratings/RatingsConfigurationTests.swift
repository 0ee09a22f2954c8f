import Settings
import Testing

@testable import CrossModal
@testable import Studies
@testable import VectorFiles

@Suite struct RatingsConfigurationTests {
  private static let minimal = """
    version: 1
    kind: ratings
    name: table 10
    vectors: {word2vec: {file: v.bin}, mine: {file: m.npy, words: w.txt, encoding: latin1}}
    ratings: {Men: {file: men.txt}}

    """

  private func parse(_ more: String = "", _ overrides: String...) throws -> RatingsConfiguration {
    let experiment = try Experiments.parse(
      Self.minimal + more, file: "/study/x.yaml", overrides: overrides, currentDirectory: "/here")
    guard let configuration = experiment as? RatingsConfiguration else { throw Missing() }
    return configuration
  }

  private struct Missing: Error {}

  private func error(_ more: String) -> String {
    do {
      _ = try Experiments.parse(Self.minimal + more, file: "x.yaml", currentDirectory: "/here")
      return ""
    } catch { return "\(error)" }
  }

  @Test func theKindDecides() throws {
    let study = try Experiments.parse(Examples.minimal, file: "x.yaml", currentDirectory: "/here")
    #expect(
      try study as? StudyConfiguration
        == StudyConfiguration.parse(Examples.minimal, file: "x.yaml", currentDirectory: "/here"))
    #expect(error("").isEmpty)
    let line = { () -> String in
      do {
        _ = try Experiments.parse(
          Self.minimal.replacing("kind: ratings", with: "kind: rating"), file: "x.yaml", currentDirectory: "/"
        )
        return ""
      } catch { return "\(error)" }
    }()
    #expect(
      line == "x.yaml:2:7: kind: found 'rating' (did you mean 'ratings'?); allowed: maps, ratings, comparison"
    )
  }

  @Test func mapsMayBeWritten() throws {
    let study = try Experiments.parse(
      Examples.minimal, file: "x.yaml", overrides: ["kind=maps"], currentDirectory: "/here")
    #expect(
      try study as? StudyConfiguration
        == StudyConfiguration.parse(Examples.minimal, file: "x.yaml", currentDirectory: "/here"))
    #expect(!study.resolvedYAML.contains("kind: maps"))
    let error = #expect(throws: ConfigurationError.self) {
      try Experiments.parse(
        Examples.minimal, file: "x.yaml", overrides: ["kind=comparisons"], currentDirectory: "/here")
    }
    #expect(
      error?.description
        == "--set 'kind=comparisons': kind: found 'comparisons' (did you mean 'comparison'?); allowed: maps, ratings, comparison"
    )
  }

  @Test func defaultsAndRows() throws {
    let plain = try parse()
    #expect(
      plain.vectors.map(\.name) == ["word2vec", "mine"] && plain.vectors[1].words?.path == "/study/w.txt")
    #expect(plain.rows.count == 6 && plain.rows.allSatisfy(\.isHeadline))
    #expect(
      plain.rows.map { $0.map?.family.rawValue ?? "none" } == ["none", "lin", "nn", "none", "lin", "nn"])
    let swept = try parse(
      "maps: {initializer: [normal, {uniform: {scale: 0.5}}], activation: [tanh, relu], hidden-units: [8, 16], outputs: 4}\n"
    )
    #expect(swept.initializers == [.normal(scale: 1), .uniform(scale: 0.5)])
    // Of each vectors: none, 2 linear maps, 2 × 2 × 2 networks.
    #expect(swept.rows.count == 2 * (1 + 2 + 8))
    #expect(swept.rows.count { $0.isHeadline } == 6)
    let first = try #require(swept.rows[2].map)
    #expect(
      first
        == UntrainedMap(
          family: .nn, hiddenUnits: 8, outputs: 4, activation: .tanh, initializer: .normal(scale: 1)))
  }

  @Test(arguments: [
    ("map: {}", "6:1: unknown key 'map' (did you mean 'maps'?)"),
    ("maps: {initialiser: normal}", "unknown key 'initialiser' (did you mean 'initializer'?) in maps"),
    ("maps: {initializer: {normal: {sd: 1}}}", "unknown key 'sd' in maps.initializer.normal; allowed: scale"),
    ("maps: {initializer: {glorot-uniform: {scale: 1}}}", "allowed: none"),
    ("maps: {initializer: [normal, normal]}", "is given twice"),
    ("maps: {draws: 0}", "maps.draws: found the number 0; allowed: a whole number from 1 to 10000"),
    ("maps: {activation: linear}", "allowed: relu, sigmoid, tanh"),
    ("models: [nn-3]", "models: found 'nn-3'"), ("bootstrap: -1", "bootstrap: found the number -1"),
    ("dataset: {}", "unknown key 'dataset'"),
  ])
  func whatIsWrongIsNamed(more: String, says: String) {
    let line = error(more)
    #expect(line.hasPrefix("x.yaml:") && line.contains(says) && !line.contains("\n"), "\(line)")
  }

  @Test func theResolvedFormReadsBack() throws {
    let configuration = try parse(
      "models: nn\nmaps: {initializer: [glorot-uniform, {normal: {scale: 0.25}}], outputs: [3, 4], draws: 2}\nbootstrap: 9\n",
      "lower-case=false")
    let again = try Experiments.parse(
      configuration.resolvedYAML, file: "/elsewhere/y.yaml", currentDirectory: "/there")
    #expect(again as? RatingsConfiguration == configuration)
  }

  @Test func columnsOfRatingsMayBeSaid() throws {
    let text = "{file: men.txt, word-columns: [2, 3], rating-column: 4, strip-tags: true}"
    let configuration = try parse("", "ratings.Men=\(text)")
    var options = RatingOptions()
    (options.wordColumns, options.ratingColumn) = (.init(2, 3), .number(4))
    options.stripsTags = true
    #expect(configuration.ratings[0].options == options)
    #expect(try parse("", "ratings.Men.rating-column='4'").ratings[0].options.ratingColumn == .named("4"))
    #expect(try parse("", "ratings.Men.rating-column=mean").ratings[0].options.ratingColumn == .named("mean"))
    let again = try Experiments.parse(
      configuration.resolvedYAML, file: "/elsewhere/y.yaml", currentDirectory: "/there")
    #expect(again as? RatingsConfiguration == configuration)
    #expect(configuration.firstConflict(with: try parse())?.key == "ratings.Men.word-columns")
    let plain = try parse()
    #expect(plain.identity == configuration.identity)
    for wrong in ["[2, 2]", "2", "[0, 1]", "[1, 2, 3]", "[a, b]"] {
      let error = #expect(throws: ConfigurationError.self) {
        try parse("", "ratings.Men.word-columns=\(wrong)")
      }
      #expect(error?.description.contains("ratings.Men.word-columns") == true, "\(wrong)")
    }
  }

  @Test func theResolvedMinimumIsThisText() throws {
    #expect(
      try parse().resolvedYAML == """
        # from /study/x.yaml
        version: 1
        kind: ratings
        name: "table 10"
        seed: 1
        vectors:
          word2vec: {file: "/study/v.bin", encoding: utf8}
          mine: {file: "/study/m.npy", words: "/study/w.txt", encoding: latin1}
        ratings:
          Men: {file: "/study/men.txt"}
        models: [lin, nn]
        maps:
          initializer: [{uniform: {scale: 1}}]
          activation: [tanh]
          hidden-units: [256]
          outputs: [128]
          draws: 10
        bootstrap: 0
        lower-case: true

        """)
  }

  @Test func theHashedTextIsFixed() throws {
    #expect(
      try parse().identityText == """
        version: 1
        seed: 1
        ratings: [Men]
        maps.draws: 10
        lower-case: true

        """)
  }

  @Test(arguments: [
    ("maps.draws=3", "maps.draws"), ("seed=3", "seed"), ("lower-case=false", "lower-case"),
    ("ratings.More={file: x}", "ratings"),
  ])
  func whatMakesAnotherStudyIsNamed(override: String, key: String) throws {
    #expect(try parse("", override).identity != parse().identity)
    #expect(try parse().firstConflict(with: parse("", override))?.key == key)
  }

  @Test(arguments: [
    ("vectors.mine.encoding=utf8", "vectors.mine.encoding"),
    ("vectors.mine={file: m.npy, encoding: latin1}", "vectors.mine.words"),
  ])
  func howVectorsAreReadMakesAnotherStudyWhereBothHaveThem(override: String, key: String) throws {
    #expect(try parse().firstConflict(with: parse("", override))?.key == key)
  }

  @Test(arguments: [
    ("vectors.mine.file=other.npy", [String]()), ("vectors.mine.words=other.txt", []), ("name=x", []),
    ("cluster={cpus: 2}", []), ("vectors.third={file: x, encoding: latin1}", ["vectors"]),
    ("models=nn", ["models"]), ("maps.initializer=normal", ["maps.initializer"]),
    ("maps.activation=relu", ["maps.activation"]), ("maps.hidden-units=[256, 8]", ["maps.hidden-units"]),
    ("maps.outputs=3", ["maps.outputs"]),
  ])
  func whatMayChangeInAStudyIsNoConflict(override: String, keys: [String]) throws {
    let (plain, other) = try (parse(), parse("", override))
    #expect(other.identity == plain.identity && plain.firstConflict(with: other) == nil)
    #expect(plain.differences(from: other).map(\.key) == keys)
  }

  @Test func ratingsCanBeGivenToACluster() throws {
    let configuration = try parse("cluster: {partition: cpu, cpus: 4}\n")
    #expect(configuration.cluster?.partition == "cpu" && configuration.cluster?.cpus == 4)
    let again = try Experiments.parse(
      configuration.resolvedYAML, file: "/y.yaml", currentDirectory: "/there")
    #expect(again as? RatingsConfiguration == configuration)
  }
}
