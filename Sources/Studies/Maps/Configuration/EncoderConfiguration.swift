import CrossModal
import Settings
import VectorFiles

/// How the vectors of a text feature set are made when the study is made: by a sentence encoder that others trained, or by
/// a bidirectional GRU that learns the labels of the training rows and gives the features of all rows.
package struct EncoderConfiguration: Hashable, Sendable {
  /// The column of the texts.
  package var column = TextColumn.last
  /// Word vectors to begin with; nil begins with random ones.
  package var embeddings: InputFile?
  /// How the words of that file are written.
  package var encoding = WordEncoding.utf8
  /// Everything else of a GRU.
  package var recipe = TextEncoderRecipe()
  /// The folder of a sentence encoder; nil for a GRU.
  package var model: InputFile?
  /// Whether the step to unit length at the end of a sentence encoder is left out.
  package var keepsLength = false

  /// Whether it learns, which takes labels.
  package var learns: Bool { model == nil }

  /// The last column, random embeddings, and the defaults of `crossmodal encode`.
  package init() {}
}

extension EncoderConfiguration {
  /// The declarations of `encoder`; every key has a default.
  static let format = SettingFormat.section(keys, from: EncoderConfiguration(), isBlock: true) {
    encoder, mapping throws(ConfigurationError) in try encoder.check(mapping)
  }

  private typealias Allowed = TextEncoderRecipe.Allowed
  private static let features = SettingEffect.anotherStudy(because: "the encoder would learn other features")

  private static let keys: [SettingKey<EncoderConfiguration>] =
    [column, model] + ofGRU.map { $0.only { $0.learns } } + [keepsLength]

  private static let column = SettingKey<EncoderConfiguration>(
    "column", get: { $0.column == .last ? nil : $0.column }, set: { $0.column = $1 }, .textColumn,
    effect: features, default: "the last",
    "The column of the texts; with a name, the first line of the file is a header")

  // Before the keys of a GRU, which mean nothing next to it: a change of it is what is reported.
  private static let model = SettingKey<EncoderConfiguration>(
    "model", \.model, .file.comparing("a folder"), effect: features,
    "The folder of a sentence encoder of BERT's kind (config.json, model.safetensors, a vocabulary), instead of a GRU: "
      + "nothing is learned, no labels are needed; of the other keys only column and keep-length go with it")

  private static let keepsLength = SettingKey<EncoderConfiguration>(
    "keep-length", \.keepsLength, .boolean, effect: features,
    "With model: whether the step to unit length at its end is left out"
  ).only { !$0.learns }

  private static let ofGRU: [SettingKey<EncoderConfiguration>] = [
    SettingKey(
      "embeddings", \.embeddings, .file.comparing("a file"), effect: features,
      "Word vectors to begin with: word2vec, GloVe or fastText"),
    SettingKey(
      "dimensions", get: { $0.embeddings == nil ? $0.recipe.dimensions : nil },
      set: { $0.recipe.dimensions = $1 }, .integer(in: Allowed.sizes), effect: features,
      "Dimension of an embedding that begins random; not together with embeddings"),
    SettingKey(
      "encoding", \.encoding, .word, effect: features, "How the words of the embeddings are written"),
    SettingKey(
      "freeze", \.recipe.isFrozen, .boolean, effect: features,
      "Whether the word vectors stay as they are; every word that has one is then known"),
    SettingKey(
      "units", \.recipe.units, .integer(in: Allowed.sizes), effect: features,
      "Units of each direction, the dimension of the features"),
    SettingKey(
      "variant", \.recipe.variant, .word, effect: features,
      "Kind of unit: as in Keras 1, or as Keras 2, PyTorch and cuDNN"),
    SettingKey(
      "pooling", \.recipe.pooling, .word, effect: features,
      "The states after the last word, or their mean over the words"),
    SettingKey(
      "learning-rate", \.recipe.learningRate, .positive, effect: features, "Learning rate of Adam"),
    SettingKey(
      "batch-size", \.recipe.batchSize, .integer(in: Allowed.sizes), effect: features, "Texts of a mini-batch"
    ),
    SettingKey(
      "epochs", \.recipe.epochs, .integer(in: Allowed.epochs), effect: features,
      "Most epochs; 0 leaves the encoder untrained"),
    SettingKey(
      "patience", \.recipe.patience, .integer(in: Allowed.counts), effect: features,
      "Epochs without a lower held-out loss before training ends"),
    SettingKey(
      "held-out", \.recipe.heldOut, .number("a number in [0, 0.9]") { Allowed.heldOut.contains($0) },
      effect: features, "Share of the training rows that is held out for that loss"),
    SettingKey(
      "word-dropout", \.recipe.wordDropout, .share, effect: features,
      "Probability of leaving out a word in training"),
    SettingKey(
      "longest", \.recipe.longest, .integer(in: Allowed.counts), effect: features,
      "Words of a text that are read, from its beginning"),
    SettingKey(
      "minimum-count", \.recipe.minimumCount, .integer(in: Allowed.occurrences), effect: features,
      "Words that occur less often in the training rows are unknown"),
    SettingKey(
      "vocabulary", \.recipe.vocabulary, .integer(in: Allowed.words), effect: features,
      "At most so many words are known, the most frequent"),
    SettingKey(
      "lower-case", \.recipe.tokenizer.lowercases, .boolean, effect: features, "Whether words are lower-cased"
    ),
    SettingKey(
      "punctuation", \.recipe.tokenizer.punctuation, .word, effect: features,
      "Whether punctuation separates words, is trimmed off their ends, or is kept"),
  ]

  private func check(_ mapping: ConfigurationMapping) throws(ConfigurationError) {
    if !learns {
      for key in Self.ofGRU {
        guard let node = mapping[key.name] else { continue }
        throw ConfigurationError(
          node.place,
          "\(mapping.path(key.name)): found beside 'model', which learns nothing; allowed there: column, keep-length"
        )
      }
    } else if let node = mapping["keep-length"] {
      throw ConfigurationError(
        node.place, "\(mapping.path("keep-length")): found without 'model'; allowed with a sentence encoder")
    }
    if let node = mapping["freeze"], recipe.isFrozen, embeddings == nil {
      throw ConfigurationError(
        node.place,
        "\(mapping.path("freeze")): found true without 'embeddings'; allowed: true with word vectors")
    }
    if let node = mapping["dimensions"], embeddings != nil {
      throw ConfigurationError(
        node.place,
        "\(mapping.path("dimensions")): found together with 'embeddings'; allowed: dimensions of a random embedding"
      )
    }
  }

  /// What decides the features besides the contents of files.
  var canonicalJSON: JSONText {
    let column: JSONText =
      switch self.column {
      case .last: .null
      case .number(let number): .integer(number)
      case .named(let name): .string(name)
      }
    guard learns else {
      return .object([("column", column), ("model", .boolean(true)), ("keepLength", .boolean(keepsLength))])
    }
    return .object([
      ("column", column), ("encoding", .string(encoding.rawValue)),
      ("embeddings", .boolean(embeddings != nil)), ("freeze", .boolean(recipe.isFrozen)),
      ("dimensions", embeddings == nil ? .integer(recipe.dimensions) : .null),
      ("units", .integer(recipe.units)),
      ("variant", .string(recipe.variant.rawValue)), ("pooling", .string(recipe.pooling.rawValue)),
      ("learningRate", .number(recipe.learningRate)), ("batchSize", .integer(recipe.batchSize)),
      ("epochs", .integer(recipe.epochs)), ("patience", .integer(recipe.patience)),
      ("heldOut", .number(recipe.heldOut)), ("wordDropout", .number(recipe.wordDropout)),
      ("longest", .integer(recipe.longest)), ("minimumCount", .integer(recipe.minimumCount)),
      ("vocabulary", .integer(recipe.vocabulary)), ("lowerCase", .boolean(recipe.tokenizer.lowercases)),
      ("punctuation", .string(recipe.tokenizer.punctuation.rawValue)),
    ])
  }
}

extension SettingFormat<TextColumn> {
  /// A column: a number from 1, or a name of the header line, which a quoted text always is. The last column is not
  /// written.
  fileprivate static var textColumn: SettingFormat {
    let allowed = "the number of a column from 1, or its name in the file's first line"
    return SettingFormat(
      allowed: allowed,
      read: { node, name throws(ConfigurationError) in
        try node.column(name, allowed: allowed, number: TextColumn.number, named: TextColumn.named)
      },
      write: { column in
        switch column {
        case .last: ""
        case .number(let number): String(number)
        case .named(let name): YAMLText.quoted(name)
        }
      })
  }
}
