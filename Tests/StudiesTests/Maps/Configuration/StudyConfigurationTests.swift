import Foundation
import Testing

@testable import CrossModal
@testable import Settings
@testable import Studies

@Suite struct StudyConfigurationTests {
  @Test func everythingOptionalHasTheDefaultOfThePaper() throws {
    let configuration = try Examples.parse(Examples.minimal)
    #expect(configuration.name == "iaprtc12-vgg128")
    #expect(configuration.seed == 1)
    #expect(configuration.evaluation == .crossValidation(folds: 5))
    #expect(configuration.directions == [.firstToSecond, .secondToFirst])
    #expect(configuration.models == [.lin, .nn, .nn3, .nn5])
    #expect(
      configuration.losses == [
        .meanSquaredError, .cosine(.sum),
        .maxMargin(
          margins: [1, 2.5, 5, 7.5, 10], negativeSide: .input, negative: .random, distance: .euclidean),
      ])
    #expect(
      configuration.grid
        == Grid(
          learningRates: [0.01, 0.001, 0.0001], hiddenUnits: [64, 128, 256, 512, 1024], dropouts: [0],
          activations: [.relu]))
    #expect(configuration.training.optimizer == .rmsprop(rho: 0.9, epsilon: 1e-8))
    #expect(configuration.training.batchSize == 64)
    #expect(configuration.training.maxEpochs == 100)
    #expect(configuration.measures == .init(k: 10, includeSelf: true, metrics: [.cosine, .euclidean]))
    #expect(configuration.dataset.labels == nil)
    #expect(configuration.dataset.isSplit == false)
  }

  @Test func everyKeyIsRead() throws {
    let configuration = try Examples.parse(Examples.full)
    #expect(configuration.name == "Wiki, everything")
    #expect(configuration.seed == 7)
    #expect(configuration.dataset.name == "wiki")
    #expect(configuration.dataset.text.map(\.name) == ["word2vec", "glove.6B"])
    #expect(
      configuration.dataset.image.first?.source.files.map(\.path) == [
        "/study/image_train.npy", "/study/../image_test.npy",
      ])
    #expect(
      configuration.dataset.image.first?.source.files.map(\.written) == [
        "image_train.npy", "../image_test.npy",
      ])
    #expect(
      configuration.dataset.text.first?.source.files.map(\.path) == [
        "/data/text_train.npy", "/data/text_test.npy",
      ])
    #expect(configuration.dataset.text.last?.source.files.first?.path == "/study/t a.npz:train")
    #expect(configuration.dataset.labels?.column == 2)
    #expect(configuration.dataset.isSplit)
    #expect(configuration.evaluation == .holdout(folds: 4, runs: 3))
    #expect(configuration.directions == [.secondToFirst])
    #expect(configuration.models == [.nn, .lin])
    #expect(
      configuration.losses == [
        .meanSquaredError, .cosine(.mean),
        .maxMargin(margins: [0.5, 2], negativeSide: .target, negative: .hardest, distance: .cosine),
      ])
    #expect(
      configuration.grid
        == Grid(
          learningRates: [0.01, 0.001], hiddenUnits: [32, 64], dropouts: [0, 0.25],
          activations: [.sigmoid, .tanh]))
    #expect(
      configuration.training
        == .init(optimizer: .rmspropInside(rho: 0.95, epsilon: 1e-7), batchSize: 32, maxEpochs: 12))
    #expect(configuration.measures == .init(k: 5, includeSelf: false, metrics: [.euclidean]))
  }

  @Test(arguments: [
    ("rmsprop", Optimizer.rmsprop(rho: 0.9, epsilon: 1e-8)),
    ("{rmsprop: {rho: 0.5}}", .rmsprop(rho: 0.5, epsilon: 1e-8)),
    ("{rmsprop: {}}", .rmsprop(rho: 0.9, epsilon: 1e-8)),
    ("adam", .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)),
    ("{adam: {beta1: 0, epsilon: 1}}", .adam(beta1: 0, beta2: 0.999, epsilon: 1)),
    ("descent", .descent), ("{descent: {}}", .descent),
  ])
  func optimizersAreNamesOrMappings(text: String, optimizer: Optimizer) throws {
    let configuration = try Examples.parse(Examples.minimal + "\ntraining: {optimizer: \(text)}")
    #expect(configuration.training.optimizer == optimizer)
    #expect(try Examples.parse(configuration.resolvedYAML) == configuration)
  }

  @Test(arguments: [
    ("info-nce", LossAxis.infoNCE(temperatures: [0.07], direction: .both)),
    (
      "{info-nce: {temperature: [0.05, 0.2], direction: forward}}",
      .infoNCE(temperatures: [0.05, 0.2], direction: .forward)
    ),
    ("sigmoid", .sigmoid(.init(temperature: 10, bias: -10))),
    ("{sigmoid: {temperature: 5, bias: 0.5}}", .sigmoid(.init(temperature: 5, bias: 0.5))),
  ])
  func lossesThatCompareItems(text: String, axis: LossAxis) throws {
    let configuration = try Examples.parse(Examples.minimal + "\nlosses: [\(text)]")
    #expect(configuration.losses == [axis])
    #expect(try Examples.parse(configuration.resolvedYAML) == configuration)
  }

  @Test func aTemperatureIsAnAxis() {
    let axis = LossAxis.infoNCE(temperatures: [0.05, 0.2], direction: .forward)
    #expect(
      axis.losses == [
        .infoNCE(.init(temperature: 0.05, direction: .forward)),
        .infoNCE(.init(temperature: 0.2, direction: .forward)),
      ])
    #expect(axis.losses.allSatisfy { LossName($0) == axis.name } && axis.name.rawValue == "info-nce")
    let sigmoid = LossAxis.sigmoid(.init())
    #expect(sigmoid.losses == [.sigmoid(.init())] && sigmoid.name.rawValue == "sigmoid")
  }

  @Test func aScalarStandsForAnAxisOfOneValue() throws {
    let configuration = try Examples.parse(
      Examples.minimal
        + "\nlosses: max-margin\nmodels: lin\ndirections: image-to-text"
        + "\ngrid: {learning-rate: 5e-3, hidden-units: 8, dropout: 0.5, activation: tanh}\nmeasures: {metrics: cosine}"
    )
    #expect(configuration.losses == [.paperMaxMargin])
    #expect(configuration.models == [.lin])
    #expect(configuration.directions == [.firstToSecond])
    #expect(
      configuration.grid
        == Grid(learningRates: [0.005], hiddenUnits: [8], dropouts: [0.5], activations: [.tanh]))
    #expect(configuration.measures.metrics == [.cosine])
  }

  @Test func anchorsAndAliasesAndCommentsAndQuotesAreFine() throws {
    let configuration = try Examples.parse(
      """
      # a comment
      version: 1
      name: "2018"   # quoted
      dataset:
        name: x
        image: {a: &source {file: 'm.npy'}}
        text: {128: *source}
      seed: 18446744073709551615
      """)
    #expect(configuration.name == "2018")
    #expect(configuration.seed == UInt64.max)
    #expect(configuration.dataset.text.map(\.name) == ["128"])
    #expect(configuration.dataset.text.first?.source.files.first?.path == "/study/m.npy")
  }

  @Test func byteOrderMarksAndWindowsLineEndsAreFine() throws {
    let text = "\u{FEFF}" + Examples.full.replacingOccurrences(of: "\n", with: "\r\n")
    #expect(try Examples.parse(text) == Examples.parse(Examples.full))
  }

  @Test func splitDataHaveAHoldoutByDefault() throws {
    let text = Examples.minimal.replacingOccurrences(of: "file: vis.csv", with: "train: a, test: b")
      .replacingOccurrences(of: "file: lang.csv", with: "train: c, test: d")
    #expect(try Examples.parse(text).evaluation == .holdout(folds: 5, runs: 5))
    #expect(try Examples.parse(text, "protocol.runs=2").evaluation == .holdout(folds: 5, runs: 2))
  }

  @Test func aFileIsReadAndItsPathsAreRelativeToIt() throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("configuration-\(UUID())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try Data(Examples.minimal.utf8).write(to: directory.appendingPathComponent("x.yaml"))
    let configuration = try StudyConfiguration.load(
      path: "./x.yaml", overrides: ["dataset.text.bigru.file=other.csv"], currentDirectory: directory.path)
    #expect(configuration.dataset.image.first?.source.files.first?.path == directory.path + "/vis.csv")
    #expect(configuration.dataset.text.first?.source.files.first?.path == directory.path + "/other.csv")
    #expect(configuration.origin.file == "./x.yaml")
    #expect(configuration.origin.overrides == ["dataset.text.bigru.file=other.csv"])
  }

  @Test func filesThatCannotBeReadAreTheirOwnKind() throws {
    let missing = #expect(throws: ConfigurationError.self) {
      try StudyConfiguration.load(path: "/nonexistent/x.yaml")
    }
    #expect(missing?.kind == .unreadable)
    #expect(missing?.description == "/nonexistent/x.yaml: cannot be read: no such file or directory")
    let folder = #expect(throws: ConfigurationError.self) { try StudyConfiguration.load(path: "/") }
    #expect(folder?.kind == .unreadable)
    #expect(folder?.description == "/: cannot be read: is a directory")
    let endless = #expect(throws: ConfigurationError.self) { try StudyConfiguration.load(path: "/dev/zero") }
    #expect(endless?.kind == .content)
    #expect(endless?.description.hasPrefix("/dev/zero: is larger than 1048576 bytes") == true)
    let empty = #expect(throws: ConfigurationError.self) { try StudyConfiguration.load(path: "/dev/null") }
    #expect(
      empty?.description == "/dev/null: is empty; allowed: a configuration with version, name and dataset")
  }
}
