import Settings
import Testing

@testable import Studies

@Suite struct ConfigurationIdentityTests {
  @Test func theHashedTextIsFixed() throws {
    let configuration = try Examples.parse(Examples.minimal)
    #expect(
      configuration.identityText == """
        version: 1
        seed: 1
        dataset.name: iaprtc12
        protocol.kind: cross-validation
        protocol.folds: 5
        training.optimizer: {rmsprop: {rho: 0.9, epsilon: 1e-08, epsilon-inside-root: false}}
        training.batch-size: 64
        training.max-epochs: 100

        """)
    #expect(configuration.identity.count == 64)
    #expect(configuration.identity.allSatisfy { "0123456789abcdef".contains($0) })
  }

  @Test(arguments: [
    ("seed=2", "seed", "1", "2"), ("dataset.name=x", "dataset.name", "iaprtc12", "x"),
    ("protocol.folds=4", "protocol.folds", "5", "4"),
    ("training.batch-size=32", "training.batch-size", "64", "32"),
    ("training.max-epochs=99", "training.max-epochs", "100", "99"),
    ("dataset.labels={file: x}", "dataset.labels", "nothing", "a file"),
    ("dataset.groups={file: x}", "dataset.groups", "nothing", "a file"),
    ("protocol.stratify=true", "protocol.stratify", "nothing", "true"),
    ("select-by=overlap", "select-by", "nothing", "overlap"),
    ("training.schedule=cosine", "training.schedule", "nothing", "cosine"),
    (
      "training.optimizer=adam", "training.optimizer",
      "{rmsprop: {rho: 0.9, epsilon: 1e-08, epsilon-inside-root: false}}",
      "{adam: {beta1: 0.9, beta2: 0.999, epsilon: 1e-08}}"
    ),
    (
      "training.optimizer.rmsprop.epsilon-inside-root=true", "training.optimizer",
      "{rmsprop: {rho: 0.9, epsilon: 1e-08, epsilon-inside-root: false}}",
      "{rmsprop: {rho: 0.9, epsilon: 1e-08, epsilon-inside-root: true}}"
    ),
  ])
  func whatMakesAnotherStudyIsNamed(override: String, key: String, mine: String, theirs: String) throws {
    let plain = try Examples.parse(Examples.minimal)
    let other = try Examples.parse(Examples.minimal, override)
    #expect(other.identity != plain.identity)
    let conflict = try #require(plain.firstConflict(with: other))
    #expect(conflict.key == key && conflict.mine == mine && conflict.theirs == theirs)
    #expect(!conflict.reason.isEmpty)
    #expect(plain.differences(from: other).map(\.key) == [key])
  }

  @Test(arguments: [
    ("racing", ["search.kind", "search.factor"]),
    ("random", ["search.kind", "search.trials"]),
  ])
  func anotherSearchMakesAnotherStudy(kind: String, keys: [String]) throws {
    let plain = try Examples.parse(Examples.minimal)
    let other = try Examples.parse(Examples.minimal, "search.kind=\(kind)")
    #expect(other.identity != plain.identity)
    #expect(plain.firstConflict(with: other)?.key == "search.kind")
    #expect(plain.differences(from: other).map(\.key) == keys)
    let more = try Examples.parse(Examples.minimal, "search={kind: random, trials: 60}")
    #expect((more.identity == other.identity) == (kind == "random"))
  }

  @Test func splitDataMakeAnotherStudy() throws {
    let split = Examples.minimal.replacing("file: vis.csv", with: "train: a, test: b")
      .replacing("file: lang.csv", with: "train: c, test: d")
    let conflict = try Examples.parse(Examples.minimal).firstConflict(with: Examples.parse(split))
    #expect(conflict?.key == "protocol.kind" && conflict?.theirs == "holdout")
  }

  @Test(arguments: [
    ("directions=[image-to-text]", "directions"), ("models=[nn, lin, nn-3, nn-5]", "models"),
    ("losses=[mse]", "losses"), ("losses=[mse, {cosine: {reduction: mean}}, max-margin]", "losses"),
    ("grid.dropout=[0, 0.5]", "grid.dropout"), ("grid.learning-rate=0.01", "grid.learning-rate"),
    ("grid.activation=tanh", "grid.activation"), ("grid.hidden-units=64", "grid.hidden-units"),
    ("protocol.repeats=3", "protocol.repeats"), ("measures.k=9", "measures.k"),
    ("measures.include-self=false", "measures.include-self"),
    ("measures.metrics=[cosine]", "measures.metrics"),
    ("dataset.image={resnet: {file: vis.csv}}", "dataset.image"),
  ])
  func whatMayChangeInAStudyIsADifferenceAndNoConflict(override: String, key: String) throws {
    let plain = try Examples.parse(Examples.minimal)
    let other = try Examples.parse(Examples.minimal, override)
    #expect(other.identity == plain.identity)
    #expect(plain.firstConflict(with: other) == nil)
    #expect(plain.differences(from: other).map(\.key) == [key])
  }

  @Test func aDifferenceHasBothValues() throws {
    let plain = try Examples.parse(Examples.minimal)
    let other = try Examples.parse(Examples.minimal, "dataset.text.glove={file: g.txt}", "measures.k=9")
    let differences = plain.differences(from: other)
    #expect(differences.map(\.mine) == ["[bigru]", "10"])
    #expect(differences.map(\.theirs) == ["[bigru, glove]", "9"])
    #expect(differences.map(\.effect) == [.growth, .measures])
  }

  @Test(arguments: [
    "name=other", "dataset.image.vgg128.file=other.csv", "seed=1", "losses=[mse, cosine, max-margin]",
    "cluster={tasks: 3}", "kind=maps", "search={kind: grid}", "protocol.repeats=1", "protocol.stratify=false",
  ])
  func namesAndPathsAndSpellingsAreNoDifference(override: String) throws {
    let plain = try Examples.parse(Examples.minimal)
    let other = try Examples.parse(Examples.minimal, override)
    #expect(other.identity == plain.identity)
    #expect(plain.firstConflict(with: other) == nil && plain.differences(from: other).isEmpty)
  }
}
