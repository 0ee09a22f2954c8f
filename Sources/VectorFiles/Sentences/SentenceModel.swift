/// What the files of a sentence encoder say of it: its sizes, how texts become tokens, and how tokens become a vector.
package struct SentenceModel: Equatable, Sendable {
  /// How the vectors of the tokens become one.
  package enum Pooling: Equatable, Sendable {
    /// Their mean.
    case mean
    /// That of the first token.
    case first
    /// The largest number of each dimension.
    case largest
  }

  /// Length of a token's vector.
  package let width: Int
  /// Length of the inner part of a layer.
  package let innerWidth: Int
  /// Number of vectors for tokens that the weights must have; nil where nothing is said.
  package let tokenVectors: Int?
  /// Number of vectors for places in a text that they must have.
  package let placeVectors: Int
  /// Number of layers.
  package let layers: Int
  /// Heads of the attention.
  package let heads: Int
  /// Added to the variances of the norms.
  package let epsilon: Double
  /// The activation's name, one of ``activations``.
  package let activation: String
  /// How texts become tokens.
  package let tokens: SentenceVocabulary
  /// The most tokens of a text, those at both ends included.
  package let longest: Int
  /// How the vectors of the tokens become one.
  package let pooling: Pooling
  /// Whether the vectors are brought to unit length.
  package let isNormalized: Bool
  /// What was decided for the user, a line each.
  package let notes: [String]

  /// The names of activations that there are.
  package static let activations = ["gelu", "gelu_new", "gelu_pytorch_tanh", "relu"]

  /// Reads what a folder says.
  /// - Throws: ``DataFileError`` for another architecture, another tokenizer, and parts that are not run here; each names
  ///   what was found.
  package init(_ folder: SentenceModelFolder) throws {
    let path = folder.file("config.json")
    // By itself and first: other kinds of models have other keys.
    let kind = try folder.json("config.json", Kind.self).model_type
    guard kind == "bert" else {
      throw DataFileError.content(
        path, "is of a model of type \(kind.map(DataFileError.quoted) ?? "none"); allowed: 'bert'")
    }
    let config = try folder.json("config.json", Configuration.self)
    if config.is_decoder == true {
      throw DataFileError.content(
        path, "is_decoder is true: each token sees those before it alone; allowed: false, as of an encoder")
    }
    if let position = config.position_embedding_type, position != "absolute" {
      throw DataFileError.content(
        path, "position_embedding_type is \(DataFileError.quoted(position)); allowed: 'absolute'")
    }
    activation = config.hidden_act ?? "gelu"
    guard Self.activations.contains(activation) else {
      throw DataFileError.content(
        path,
        "hidden_act is \(DataFileError.quoted(activation)); allowed: \(Self.activations.joined(separator: ", "))"
      )
    }
    let sizes = [
      ("hidden_size", config.hidden_size), ("intermediate_size", config.intermediate_size),
      ("num_hidden_layers", config.num_hidden_layers), ("num_attention_heads", config.num_attention_heads),
      ("max_position_embeddings", config.max_position_embeddings), ("vocab_size", config.vocab_size ?? 1),
    ]
    for (name, size) in sizes where !(1...1_000_000).contains(size) {
      throw DataFileError.content(path, "\(name) is \(size); allowed: from 1 to 1000000")
    }
    guard config.hidden_size % config.num_attention_heads == 0 else {
      throw DataFileError.content(
        path,
        "hidden_size \(config.hidden_size) is no multiple of num_attention_heads \(config.num_attention_heads)"
      )
    }
    let margin = config.layer_norm_eps ?? 1e-12
    guard margin.isFinite, margin >= 0 else {
      throw DataFileError.content(path, "layer_norm_eps is \(margin); allowed: a finite number >= 0")
    }
    (width, innerWidth) = (config.hidden_size, config.intermediate_size)
    (layers, heads, epsilon) = (config.num_hidden_layers, config.num_attention_heads, margin)
    (tokenVectors, placeVectors) = (config.vocab_size, config.max_position_embeddings)
    let sentence = try folder.jsonIfPresent("sentence_bert_config.json", SentenceConfiguration.self)
    let reading = try folder.jsonIfPresent("tokenizer_config.json", TokenizerConfiguration.self)
    tokens = try SentenceVocabulary(folder, reading, alsoLowercases: sentence?.do_lower_case ?? false)
    // Where nothing is said, Hugging Face writes an enormous number.
    let said = sentence?.max_seq_length ?? reading?.model_max_length.flatMap { $0 < 1e9 ? Int($0) : nil }
    longest = min(said ?? config.max_position_embeddings, config.max_position_embeddings)
    guard longest > 2 else {
      throw DataFileError.content(
        folder.path, "allows \(longest) tokens a text; allowed: 3 and more, those at both ends included")
    }
    let parts = try SentenceParts(folder, width: width)
    (pooling, isNormalized, notes) = (parts.pooling, parts.isNormalized, parts.notes)
  }

  private struct Kind: Decodable {
    let model_type: String?
  }

  private struct Configuration: Decodable {
    let hidden_size: Int
    let intermediate_size: Int
    let num_hidden_layers: Int
    let num_attention_heads: Int
    let max_position_embeddings: Int
    let layer_norm_eps: Double?
    let hidden_act: String?
    let position_embedding_type: String?
    let vocab_size: Int?
    let is_decoder: Bool?
  }

  private struct SentenceConfiguration: Decodable {
    let max_seq_length: Int?
    let do_lower_case: Bool?
  }
}

/// What `tokenizer_config.json` says of reading texts.
struct TokenizerConfiguration: Decodable {
  let tokenizer_class: String?
  let do_lower_case: Bool?
  let strip_accents: Bool?
  let tokenize_chinese_chars: Bool?
  let model_max_length: Double?
}
