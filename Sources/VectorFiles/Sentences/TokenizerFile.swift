/// `tokenizer.json`, as the `tokenizers` library writes it, as far as BERT's kind has parts.
struct TokenizerFile: Decodable {
  /// The vocabulary, and how words are put together of it.
  let model: Model
  /// How texts are prepared; without one they are left as they are.
  let normalizer: Normalizer?
  /// Where texts are cut into words; without one, nowhere.
  let pre_tokenizer: Part?
  /// What comes before and behind a text; without one, nothing.
  let post_processor: Ends?
  /// Tokens beside the vocabulary's own.
  let added_tokens: [Added]?

  /// What of it is not done here, with what is; nil if all is.
  var problem: String? {
    func quoted(_ name: String?) -> String { name.map(DataFileError.quoted) ?? "nothing" }
    guard model.type == "WordPiece" else {
      return "is a tokenizer of type \(model.type.map(DataFileError.quoted) ?? "none"); allowed: 'WordPiece'"
    }
    if let unknown = model.unk_token, unknown != "[UNK]" {
      return "a word that cannot be put together is \(quoted(unknown)); allowed: '[UNK]'"
    }
    guard let normalizer, normalizer.type == "BertNormalizer" else {
      return "texts are prepared by \(quoted(normalizer?.type)); allowed: 'BertNormalizer'"
    }
    guard normalizer.clean_text ?? true else {
      return "texts keep their control characters (clean_text is false); allowed: true"
    }
    guard let pre_tokenizer, pre_tokenizer.type == "BertPreTokenizer" else {
      return "texts are cut by \(quoted(pre_tokenizer?.type)); allowed: 'BertPreTokenizer'"
    }
    guard let ends = post_processor, ends.areThoseOfBERT else {
      return
        "texts get their ends from \(quoted(post_processor?.type)); allowed: 'TemplateProcessing' or 'BertProcessing' with "
        + "[CLS] before a text and [SEP] behind it"
    }
    return nil
  }

  /// A part of which the type alone counts.
  struct Part: Decodable { let type: String }

  struct Model: Decodable {
    let type: String?
    let vocab: [String: Int]?
    let unk_token: String?
    let continuing_subword_prefix: String?
    let max_input_chars_per_word: Int?

    private enum Key: CodingKey {
      case type, vocab, unk_token, continuing_subword_prefix, max_input_chars_per_word
    }

    // The vocabulary of another type may have another shape: its type is what is said of it.
    init(from decoder: Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      type = try container.decodeIfPresent(String.self, forKey: .type)
      let isRead = type == "WordPiece"
      vocab = isRead ? try container.decode([String: Int].self, forKey: .vocab) : nil
      unk_token = isRead ? try container.decodeIfPresent(String.self, forKey: .unk_token) : nil
      continuing_subword_prefix = try container.decodeIfPresent(
        String.self, forKey: .continuing_subword_prefix)
      max_input_chars_per_word = try container.decodeIfPresent(Int.self, forKey: .max_input_chars_per_word)
    }
  }

  struct Normalizer: Decodable {
    let type: String
    let clean_text: Bool?
    let lowercase: Bool?
    let strip_accents: Bool?
    let handle_chinese_chars: Bool?
  }

  /// The tokens at the ends of a text.
  struct Ends: Decodable {
    let type: String
    /// The tokens and "A", the text, in order; nil where they cannot be told.
    private let order: [String]?

    var areThoseOfBERT: Bool { order == ["[CLS]", "A", "[SEP]"] }

    private enum Key: CodingKey { case type, single, cls, sep }
    private enum PieceKey: String, CodingKey { case token = "SpecialToken", text = "Sequence" }
    private struct Piece: Decodable {
      let id: String
      let type_id: Int
    }

    init(from decoder: Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      type = try container.decode(String.self, forKey: .type)
      switch type {
      case "TemplateProcessing":
        var pieces = try container.nestedUnkeyedContainer(forKey: .single)
        var order: [String]? = []
        while !pieces.isAtEnd {
          let piece = try pieces.nestedContainer(keyedBy: PieceKey.self)
          let found =
            try piece.decodeIfPresent(Piece.self, forKey: .token)
            ?? piece.decodeIfPresent(Piece.self, forKey: .text)
          guard let found, found.type_id == 0 else {
            order = nil
            break
          }
          order?.append(found.id)
        }
        self.order = order
      case "BertProcessing":
        func name(_ key: Key) throws -> String {
          var pair = try container.nestedUnkeyedContainer(forKey: key)
          return try pair.decode(String.self)
        }
        order = [try name(.cls), "A", try name(.sep)]
      default: order = nil
      }
    }
  }

  struct Added: Decodable {
    let content: String
    let special: Bool?
  }
}
