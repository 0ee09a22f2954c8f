import CrossModal
import Settings
import VectorFiles

/// How the vectors of a text feature set are made: a bidirectional GRU is trained on the labels of the training rows when
/// the study is made, and gives the features of all rows.
package struct EncoderConfiguration: Hashable, Sendable {
  /// The column of the texts.
  package var column = TextColumn.last
  /// Word vectors to begin with; nil begins with random ones.
  package var embeddings: InputFile?
  /// How the words of that file are written.
  package var encoding = WordEncoding.utf8
  /// Everything else.
  package var recipe = TextEncoderRecipe()

  /// The last column, random embeddings, and the defaults of `crossmodal encode`.
  package init() {}
}

extension EncoderConfiguration {
  /// Reads `encoder`; every key has a default.
  init(_ node: ConfigurationNode, name: String) throws(ConfigurationError) {
    self.init()
    let mapping = try ConfigurationMapping(
      node, name: name,
      allowed: [
        "column", "embeddings", "encoding", "freeze", "dimensions", "units", "variant", "pooling",
        "learning-rate",
        "batch-size", "epochs", "patience", "held-out", "word-dropout", "longest", "minimum-count",
        "vocabulary",
        "lower-case", "punctuation",
      ])
    func integer(_ key: String, _ fallback: Int, _ range: ClosedRange<Int>) throws(ConfigurationError) -> Int
    {
      try mapping[key]?.integer(mapping.path(key), in: range) ?? fallback
    }
    func number(
      _ key: String, _ fallback: Double, _ allowed: String, _ holds: (Double) -> Bool
    ) throws(ConfigurationError) -> Double {
      try mapping[key]?.number(mapping.path(key), allowed: allowed, where: holds) ?? fallback
    }
    func word<Word: RawRepresentable<String> & CaseIterable>(
      _ key: String, _ fallback: Word
    ) throws(ConfigurationError) -> Word {
      try mapping[key]?.word(mapping.path(key), of: Array(Word.allCases)) ?? fallback
    }
    typealias Allowed = TextEncoderRecipe.Allowed
    column = try mapping.value("column", default: column) { node, name throws(ConfigurationError) in
      try TextColumn(node, name: name)
    }
    embeddings = try mapping["embeddings"].map { node throws(ConfigurationError) in
      try node.file(mapping.path("embeddings"))
    }
    encoding = try word("encoding", encoding)
    recipe.isFrozen = try mapping["freeze"]?.boolean(mapping.path("freeze")) ?? recipe.isFrozen
    if let node = mapping["freeze"], recipe.isFrozen, embeddings == nil {
      throw ConfigurationError(
        node.place,
        "\(mapping.path("freeze")): found true without 'embeddings'; allowed: true with word vectors")
    }
    if let node = mapping["dimensions"], embeddings != nil {
      throw ConfigurationError(
        node.place,
        "\(mapping.path("dimensions")): found beside 'embeddings'; allowed: dimensions of a random embedding")
    }
    recipe.dimensions = try integer("dimensions", recipe.dimensions, Allowed.sizes)
    recipe.units = try integer("units", recipe.units, Allowed.sizes)
    recipe.variant = try word("variant", recipe.variant)
    recipe.pooling = try word("pooling", recipe.pooling)
    recipe.learningRate = try number("learning-rate", recipe.learningRate, "a finite number > 0") { $0 > 0 }
    recipe.batchSize = try integer("batch-size", recipe.batchSize, Allowed.sizes)
    recipe.epochs = try integer("epochs", recipe.epochs, Allowed.epochs)
    recipe.patience = try integer("patience", recipe.patience, Allowed.counts)
    recipe.heldOut = try number("held-out", recipe.heldOut, "a number in [0, 0.9]") {
      Allowed.heldOut.contains($0)
    }
    recipe.wordDropout = try number("word-dropout", recipe.wordDropout, "a number in [0, 1)") {
      $0 >= 0 && $0 < 1
    }
    recipe.longest = try integer("longest", recipe.longest, Allowed.counts)
    recipe.minimumCount = try integer("minimum-count", recipe.minimumCount, Allowed.occurrences)
    recipe.vocabulary = try integer("vocabulary", recipe.vocabulary, Allowed.words)
    recipe.tokenizer.lowercases =
      try mapping["lower-case"]?.boolean(mapping.path("lower-case")) ?? recipe.tokenizer.lowercases
    recipe.tokenizer.punctuation = try word("punctuation", recipe.tokenizer.punctuation)
  }

  /// One line a key, as YAML that reads back as the same value.
  var yaml: [String] {
    var lines: [String] = []
    switch column {
    case .last: break
    case .number(let number): lines.append("column: \(number)")
    case .named(let name): lines.append("column: \(YAMLText.quoted(name))")
    }
    if let embeddings {
      lines.append("embeddings: \(YAMLText.quoted(embeddings.path))")
    } else {
      lines.append("dimensions: \(recipe.dimensions)")
    }
    return lines + [
      "encoding: \(encoding.rawValue)", "freeze: \(recipe.isFrozen)",
      "units: \(recipe.units)", "variant: \(recipe.variant.rawValue)", "pooling: \(recipe.pooling.rawValue)",
      "learning-rate: \(DecimalText.text(recipe.learningRate))", "batch-size: \(recipe.batchSize)",
      "epochs: \(recipe.epochs)", "patience: \(recipe.patience)",
      "held-out: \(DecimalText.text(recipe.heldOut))",
      "word-dropout: \(DecimalText.text(recipe.wordDropout))", "longest: \(recipe.longest)",
      "minimum-count: \(recipe.minimumCount)", "vocabulary: \(recipe.vocabulary)",
      "lower-case: \(recipe.tokenizer.lowercases)", "punctuation: \(recipe.tokenizer.punctuation.rawValue)",
    ]
  }

  /// What decides the features beside the contents of files.
  var canonicalJSON: JSONText {
    let column: JSONText =
      switch self.column {
      case .last: .null
      case .number(let number): .integer(number)
      case .named(let name): .string(name)
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

extension TextColumn {
  /// Reads a column: a number from 1, or a name of the header line, which a quoted text always is.
  init(_ node: ConfigurationNode, name: String) throws(ConfigurationError) {
    let allowed = "the number of a column from 1, or its name in the file's first line"
    guard case .text(let text, plain: let isPlain) = node.content, !node.isNothing, !text.isEmpty else {
      throw node.wrong(name, allowed: allowed)
    }
    guard isPlain, DecimalText.reading(text) != .other else {
      self = .named(text)
      return
    }
    self = .number(try node.integer(name, in: 1...1_000_000))
  }
}
