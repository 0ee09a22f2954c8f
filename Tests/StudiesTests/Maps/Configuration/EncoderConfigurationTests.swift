import Settings
import Testing

@testable import CrossModal
@testable import Studies

@Suite struct EncoderConfigurationTests {
  private static let labels = "  labels: {file: labels.txt}\n"

  private static func text(_ bigru: String, labels: String = labels) -> String {
    """
    version: 1
    name: texts
    dataset:
      name: texts
      image: {vgg128: {file: vis.csv}}
      text: {bigru: \(bigru)}

    """ + labels
  }

  private func encoder(_ keys: String) throws -> EncoderConfiguration {
    let configuration = try Examples.parse(Self.text("{file: t.tsv, encoder: {\(keys)}}"))
    return try #require(configuration.dataset.text.first?.encoder)
  }

  @Test func everyKeyHasADefault() throws {
    let plain = try encoder("")
    #expect(plain == EncoderConfiguration())
    #expect(plain.column == .last && plain.recipe.epochs == 30 && plain.recipe.variant == .keras1)
  }

  @Test func everyKeyIsRead() throws {
    let all = try encoder(
      "column: text, embeddings: v.bin, encoding: latin1, freeze: true, units: 32, variant: current, pooling: mean, "
        + "learning-rate: 0.01, batch-size: 16, epochs: 4, patience: 2, held-out: 0.2, word-dropout: 0.1, longest: 100, "
        + "minimum-count: 3, vocabulary: 999, lower-case: false, punctuation: trimmed")
    #expect(all.column == .named("text") && all.embeddings?.path == "/study/v.bin" && all.encoding == .latin1)
    let recipe = all.recipe
    #expect(recipe.isFrozen && recipe.units == 32 && recipe.variant == .current && recipe.pooling == .mean)
    #expect(
      recipe.learningRate == 0.01 && recipe.batchSize == 16 && recipe.epochs == 4 && recipe.patience == 2)
    #expect(recipe.heldOut == 0.2 && recipe.wordDropout == 0.1 && recipe.longest == 100)
    #expect(recipe.minimumCount == 3 && recipe.vocabulary == 999)
    #expect(recipe.tokenizer == Tokenizer(lowercases: false, punctuation: .trimmed))
    #expect(try encoder("column: 2").column == .number(2))
    #expect(try encoder("column: '2'").column == .named("2"))
  }

  @Test func aModelTakesNoLabelsAndIsWrittenAlone() throws {
    let configuration = try Examples.parse(
      Self.text("{file: t.tsv, encoder: {column: text, model: minilm, keep-length: true}}", labels: ""))
    let set = try #require(configuration.dataset.text.first)
    let encoder = try #require(set.encoder)
    #expect(encoder.model?.path == "/study/minilm" && encoder.keepsLength && !encoder.learns)
    #expect(
      set.files.map(\.path)
        == ["t.tsv", "minilm/config.json", "minilm/model.safetensors"].map { "/study/" + $0 })
    let yaml = configuration.resolvedYAML
    #expect(yaml.contains("keep-length: true") && !yaml.contains("patience: 3"))
    #expect(!yaml.contains(" units:") && !yaml.contains("{units:"))
    #expect(try Examples.parse(yaml).dataset.text == configuration.dataset.text)
    let gru = try self.encoder("")
    #expect(gru.canonicalJSON.compact != encoder.canonicalJSON.compact && gru.learns)
  }

  @Test(arguments: [
    ("{file: t, encoder: {model: m, units: 8}}", "encoder.units: found beside 'model', which learns nothing"),
    ("{file: t, encoder: {keep-length: true}}", "encoder.keep-length: found without 'model'"),
    ("{encoders: {}}", "unknown key 'encoders' (did you mean 'encoder'?) in dataset.text.bigru"),
    (
      "{file: t, encoder: {poling: mean}}",
      "6:37: unknown key 'poling' (did you mean 'pooling'?) in dataset.text.bigru.encoder"
    ),
    (
      "{file: t, encoder: {pooling: men}}",
      "6:46: dataset.text.bigru.encoder.pooling: found 'men' (did you mean 'mean'?); allowed: last, mean"
    ),
    ("{file: t, encoder: {freeze: true}}", "encoder.freeze: found true without 'embeddings'"),
    ("{file: t, encoder: {embeddings: v, dimensions: 3}}", "dimensions: found together with 'embeddings'"),
    (
      "{file: t, encoder: {held-out: 0.95}}", "held-out: found the number 0.95; allowed: a number in [0, 0.9]"
    ),
    (
      "{file: t, encoder: {epochs: -1}}",
      "epochs: found the number -1; allowed: a whole number from 0 to 100000"
    ),
    (
      "{file: t, encoder: {column: 0}}",
      "column: found the number 0; allowed: a whole number from 1 to 1000000"
    ),
    (
      "{file: t, encoder: {column: []}}",
      "column: found a list; allowed: the number of a column from 1, or its name"
    ),
    (
      "{file: t, encoder: true}", "encoder: found 'true'; allowed: a mapping with the keys column, model"
    ),
    ("{encoder: {}}", "missing key 'file', or 'train' and 'test', in dataset.text.bigru"),
    ("{file: t, train-rows: 5-3}", "train-rows: found '5-3'; allowed: rows from 1, as 1-2173"),
    ("{train: t, test: u, train-rows: 1-3}", "train-rows: found without 'file'"),
    ("{file: t, train-rows: 1-3}", "found training and test rows; allowed: one file"),
  ])
  func whatIsWrongIsNamed(bigru: String, says: String) throws {
    let line = try #require(Examples.error(Self.text(bigru)))
    #expect(line.hasPrefix("x.yaml:6:") && line.contains(says), "\(line)")
  }

  @Test func anEncoderNeedsLabelsAndTexts() throws {
    let bare = try #require(Examples.error(Self.text("{file: t, encoder: {}}", labels: "")))
    #expect(bare.contains("an encoder learns from labels; missing key 'labels' in dataset"))
    let image = Self.text("{file: t}").replacing("{file: vis.csv}", with: "{file: v, encoder: {}}")
    #expect(
      Examples.error(image)?.contains(
        "unknown key 'encoder' in dataset.image.vgg128; allowed: file, train, test, train-rows") == true)
  }

  @Test func theResolvedFormSaysEverythingAndReadsBack() throws {
    for keys in [
      "", "column: text, embeddings: \"v, {w\", freeze: true", "column: 3, pooling: mean, encoding: latin1",
    ] {
      let configuration = try Examples.parse(Self.text("{file: 'a, b.tsv', encoder: {\(keys)}}"))
      let again = try Examples.parse(configuration.resolvedYAML)
      #expect(again == configuration && again.identity == configuration.identity)
    }
    let resolved = try Examples.parse(Self.text("{file: t.tsv, encoder: {}}")).resolvedYAML
    #expect(
      resolved.contains("    bigru:\n      file: \"/study/t.tsv\"\n      encoder:\n        dimensions: 100\n")
    )
    #expect(resolved.contains("        pooling: last\n"))
  }

  @Test(arguments: [
    "units=32", "pooling=mean", "variant=current", "epochs=1", "column=2", "encoding=latin1",
    "embeddings=v.bin", "word-dropout=0.1", "lower-case=false", "vocabulary=7", "dimensions=7",
    "learning-rate=1", "batch-size=3", "patience=9", "held-out=0", "longest=3", "minimum-count=9",
    "punctuation=kept",
  ])
  func optionsOfASetThatBothHaveMakeAnotherStudy(change: String) throws {
    let text = Self.text("{file: t.tsv, encoder: {}}")
    let plain = try Examples.parse(text)
    let other = try Examples.parse(text, "dataset.text.bigru.encoder.\(change)")
    let key = "dataset.text.bigru.encoder.\(change.prefix { $0 != "=" })"
    #expect(plain.firstConflict(with: other)?.key == key)
    #expect(other.firstConflict(with: plain)?.key == key)
    #expect(
      other.dataset.text[0].encoder?.canonicalJSON.compact != EncoderConfiguration().canonicalJSON.compact)
  }

  @Test func anEncoderIsComparedWhereBothHaveTheSet() throws {
    let text = Self.text("{file: t.tsv, encoder: {}}")
    let plain = try Examples.parse(text)
    #expect(plain.firstConflict(with: try Examples.parse(text, "dataset.text.bigru.file=other.tsv")) == nil)
    #expect(plain.firstConflict(with: try Examples.parse(Self.text("{file: t.tsv}"))) != nil)
    let another = try Examples.parse(text, "dataset.text={glove: {file: t.tsv, encoder: {units: 7}}}")
    #expect(plain.firstConflict(with: another) == nil && plain.identity == another.identity)
    let grown = try Examples.parse(text, "dataset.text.more={file: t.tsv, encoder: {units: 7}}")
    #expect(plain.firstConflict(with: grown) == nil && plain.identity == grown.identity)
    let frozen = try Examples.parse(text, "dataset.text.bigru.encoder={embeddings: v.bin}")
    let moved = try Examples.parse(text, "dataset.text.bigru.encoder={embeddings: w.bin}")
    #expect(frozen.firstConflict(with: moved) == nil)
  }

  @Test func theTextThatFeaturesAreNamedByIsFixed() throws {
    #expect(
      EncoderConfiguration().canonicalJSON.compact
        == #"{"column":null,"encoding":"utf8","embeddings":false,"freeze":false,"dimensions":100,"units":64,"#
        + #""variant":"keras1","pooling":"last","learningRate":0.001,"batchSize":64,"epochs":30,"patience":3,"#
        + #""heldOut":0.1,"wordDropout":0,"longest":500,"minimumCount":2,"vocabulary":50000,"lowerCase":true,"#
        + #""punctuation":"separates"}"#)
  }

  @Test func theTextThatFeaturesAreNamedByHasEveryKey() throws {
    guard case .object(let members) = EncoderConfiguration().canonicalJSON else {
      Issue.record("no object")
      return
    }
    let hyphened = members.map { member in
      member.0.map { $0.isUppercase ? "-\($0.lowercased())" : "\($0)" }.joined()
    }
    let keys = Set(EncoderConfiguration.format.manual.map(\.path))
    #expect(Set(hyphened) == keys.subtracting(["model", "keep-length"]))
  }

  @Test func rowsOfOneFileAreASplit() throws {
    let text = """
      version: 1
      name: rows
      dataset:
        name: rows
        image: {a: {file: a.npy, train-rows: '1-3,5'}}
        text: {b: {file: b.npy, train-rows: 1-4}}
      """
    let configuration = try Examples.parse(text)
    #expect(configuration.dataset.isSplit && configuration.evaluation.kind == .holdout)
    #expect(configuration.dataset.image[0].source.files.count == 1)
    let again = try Examples.parse(configuration.resolvedYAML)
    #expect(again == configuration)
    let other = try Examples.parse(text, "dataset.text.b.train-rows=1-5")
    let conflict = try #require(configuration.firstConflict(with: other))
    #expect(conflict.key == "dataset.text.b.train-rows" && conflict.mine == "\"1-4\"")
  }
}
