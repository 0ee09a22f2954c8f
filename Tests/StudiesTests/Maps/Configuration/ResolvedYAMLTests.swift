import Testing

@testable import Dense
@testable import Studies

@Suite struct ResolvedYAMLTests {
  @Test func theResolvedMinimumIsThisText() throws {
    let configuration = try Examples.parse(Examples.minimal, "training.max-epochs=20")
    #expect(
      configuration.resolvedYAML == """
        # from /study/x.yaml
        # --set training.max-epochs=20
        version: 1
        name: iaprtc12-vgg128
        seed: 1
        dataset:
          name: iaprtc12
          image:
            vgg128: {file: "/study/vis.csv"}
          text:
            bigru: {file: "/study/lang.csv"}
        protocol: {kind: cross-validation, folds: 5}
        directions: [image-to-text, text-to-image]
        models: [lin, nn, nn-3, nn-5]
        losses:
          - mse
          - cosine: {reduction: sum}
          - max-margin: {margin: [1, 2.5, 5, 7.5, 10], negative-side: input, negative: random, distance: euclidean}
        grid:
          learning-rate: [0.01, 0.001, 0.0001]
          hidden-units: [64, 128, 256, 512, 1024]
          dropout: [0]
          activation: [relu]
          weight-decay: [0]
          structure-weight: [0]
          penalty: [0.01, 0.1, 1, 10, 100, 1000, 10000, 100000]
        training:
          optimizer: {rmsprop: {rho: 0.9, epsilon: 1e-08, epsilon-inside-root: false}}
          batch-size: 64
          max-epochs: 20
        measures:
          k: 10
          include-self: true
          metrics: [cosine, euclidean]

        """)
  }

  @Test(arguments: [Examples.minimal, Examples.full, Examples.imagenet])
  func parsingTheResolvedFormGivesTheSameValue(text: String) throws {
    let configuration = try Examples.parse(text)
    let resolved = configuration.resolvedYAML
    let again = try StudyConfiguration.parse(resolved, file: "/elsewhere/y.yaml", currentDirectory: "/there")
    #expect(again == configuration)
    #expect(again.identity == configuration.identity)
    // The origin is the only difference, and it is in the comments.
    func content(_ text: String) -> [Substring] { text.split(separator: "\n").filter { !$0.hasPrefix("#") } }
    #expect(content(again.resolvedYAML) == content(resolved))
  }

  @Test(arguments: [
    "true", "No", "1e5", "128", "null", "~x", "a: b", "a #b", "'", "\"", "\\", "- x", "é", "日本 語", "😀", "[x]",
    "{", "&a", "*a",
    "!x", "%x", "@x", " x ", "x:", "a\u{A0}b",
  ])
  func everyTitleAndPathSurvives(text: String) throws {
    var configuration = try Examples.parse(Examples.minimal)
    configuration.name = text
    configuration.dataset.image[0].source = .whole(.init(text, relativeTo: "/d"))
    #expect(try Examples.parse(configuration.resolvedYAML) == configuration)
  }

  @Test(arguments: ["true", "1e5", "128", "0", "No", "a.b", "a-b_c", "Null"])
  func everyNameSurvives(name: String) throws {
    var configuration = try Examples.parse(Examples.minimal)
    configuration.dataset.name = name
    configuration.dataset.text[0].name = name
    #expect(try Examples.parse(configuration.resolvedYAML) == configuration)
  }

  @Test func randomNumbersSurvive() throws {
    var stream = RandomStream(StreamKey(seed: 3))
    var configuration = try Examples.parse(Examples.minimal)
    for _ in 0..<200 {
      configuration.grid.learningRates = [Double(bitPattern: stream.next() >> 2 | 1)]
      configuration.grid.dropouts = [stream.uniform()]
      configuration.training.optimizer = .adam(
        beta1: stream.uniform(), beta2: stream.uniform(), epsilon: stream.uniform(1e-300, 1e-290))
      configuration.seed = stream.next()
      #expect(try Examples.parse(configuration.resolvedYAML) == configuration)
    }
  }
}
