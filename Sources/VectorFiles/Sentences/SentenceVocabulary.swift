/// The tokens of a sentence encoder that reads WordPiece, and how a text is made ready for them.
package struct SentenceVocabulary: Equatable, Sendable {
  /// The tokens; the number of a token is its place.
  package let tokens: [String]
  /// Tokens that stand for themselves in a text and are never cut: `[CLS]`.
  package let special: [String]
  /// Whether texts are lower-cased.
  package let lowercases: Bool
  /// Whether accents are taken off.
  package let stripsAccents: Bool
  /// Whether every Chinese character is a word.
  package let separatesChinese: Bool
  /// The number of the token before a text.
  package let first: Int32
  /// The number of the token behind a text.
  package let last: Int32
  /// The number that stands for a word that cannot be put together.
  package let unknown: Int32
  /// What a token begins with that continues a word.
  package let continuation: String
  /// The longest word, in Unicode scalars; a longer one is unknown.
  package let longestWord: Int

  /// A vocabulary.
  package init(
    tokens: [String], special: [String], lowercases: Bool, stripsAccents: Bool, separatesChinese: Bool,
    first: Int32, last: Int32, unknown: Int32, continuation: String, longestWord: Int
  ) {
    (self.tokens, self.special) = (tokens, special)
    (self.lowercases, self.stripsAccents) = (lowercases, stripsAccents)
    self.separatesChinese = separatesChinese
    (self.first, self.last, self.unknown) = (first, last, unknown)
    (self.continuation, self.longestWord) = (continuation, longestWord)
  }

  /// Reads `tokenizer.json`, or `vocab.txt` where there is none.
  init(_ folder: SentenceModelFolder, _ reading: TokenizerConfiguration?, alsoLowercases: Bool) throws {
    let names: [String]
    if folder.has("tokenizer.json") {
      let file = try folder.json("tokenizer.json", TokenizerFile.self)
      let path = folder.file("tokenizer.json")
      if let problem = file.problem { throw DataFileError.content(path, problem) }
      tokens = try Self.ordered(
        file.model.vocab ?? [:], listed: folder.has("vocab.txt") ? Self.lines(folder) : nil, path: path)
      names = file.added_tokens?.filter { $0.special ?? false }.map(\.content) ?? []
      lowercases = alsoLowercases || file.normalizer?.lowercase ?? true
      stripsAccents = file.normalizer?.strip_accents ?? (file.normalizer?.lowercase ?? true)
      separatesChinese = file.normalizer?.handle_chinese_chars ?? true
      continuation = file.model.continuing_subword_prefix ?? "##"
      longestWord = file.model.max_input_chars_per_word ?? 100
    } else if folder.has("vocab.txt") {
      tokens = try Self.lines(folder)
      names = ["[UNK]", "[SEP]", "[PAD]", "[CLS]", "[MASK]"]
      let isUncased = reading?.do_lower_case ?? true
      lowercases = alsoLowercases || isUncased
      stripsAccents = reading?.strip_accents ?? isUncased
      separatesChinese = reading?.tokenize_chinese_chars ?? true
      (continuation, longestWord) = ("##", 100)
    } else {
      throw DataFileError.content(
        folder.path,
        "has neither tokenizer.json nor vocab.txt; allowed: a model that reads WordPiece, with one of them")
    }
    let places = Dictionary(
      tokens.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    special = names.filter { places[$0] != nil }
    let count = tokens.count
    func place(_ token: String) throws -> Int32 {
      guard let place = places[token] else {
        throw DataFileError.content(
          folder.path, "the vocabulary of \(count) tokens has no \(token); allowed: one of BERT's kind")
      }
      return place
    }
    first = try place("[CLS]")
    last = try place("[SEP]")
    unknown = try place("[UNK]")
  }

  // The tokens by number. Of two that Unicode calls equal a dictionary keeps one: the list in vocab.txt has both.
  private static func ordered(_ places: [String: Int], listed: [String]?, path: String) throws -> [String] {
    var tokens = listed ?? [String](repeating: "", count: places.count)
    for (token, place) in places {
      guard tokens.indices.contains(place), listed.map({ $0[place] == token }) ?? tokens[place].isEmpty
      else {
        throw DataFileError.content(
          path,
          "the token \(DataFileError.quoted(token)) has the number \(place); allowed: "
            + (listed == nil
              ? "every number from 0 to \(places.count - 1) once" : "its line in vocab.txt, counted from 0"))
      }
      tokens[place] = token
    }
    return tokens
  }

  private static func lines(_ folder: SentenceModelFolder) throws -> [String] {
    let path = folder.file("vocab.txt")
    let bytes = try FileContent.read(path)
    var (tokens, start) = ([String](), 0)
    while start < bytes.count {
      let end = bytes.firstOffset(of: 0x0A, in: start..<bytes.count) ?? bytes.count
      let isCarried = end > start && bytes[end - 1] == 0x0D
      guard let token = bytes.text(in: start..<(isCarried ? end - 1 : end)) else {
        throw DataFileError.content(path, "line \(tokens.count + 1) is no UTF-8")
      }
      tokens.append(token)
      start = end + 1
    }
    return tokens
  }
}
