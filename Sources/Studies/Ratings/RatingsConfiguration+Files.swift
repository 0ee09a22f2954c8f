import Settings
import VectorFiles

extension RatingsConfiguration {
  /// One set of word vectors.
  package struct Vectors: Hashable, Sendable {
    /// Its name; names of the paper's table 10 get the paper's numbers next to ours.
    package var name: String
    /// The file.
    package var file: InputFile
    /// The words of the rows, for files that have none.
    package var words: InputFile?
    /// How words are written.
    package var encoding = WordEncoding.utf8
  }

  /// One set of ratings.
  package struct Ratings: Hashable, Sendable {
    /// Its name.
    package var name: String
    /// The file.
    package var file: InputFile
    /// Which of its columns are the words and the rating, where its own evidence is not to decide.
    package var options = RatingOptions()
  }
}

extension RatingsConfiguration.Vectors {
  /// The declarations of `vectors`.
  static let format = SettingFormat.named(
    .section(keys, from: Self(name: "", file: .none), isBlock: false), name: \.name, noun: "vector set",
    allowed: "a mapping of 1 to 1000 names to files, as in {word2vec: {file: v.bin}}")

  private static let words = SettingEffect.anotherStudy(because: "the vectors would belong to other words")

  private static let keys: [SettingKey<Self>] = [
    SettingKey(
      "file", \.file, .file, effect: .nothing, isRequired: true,
      "The vectors: word2vec, GloVe, or an array together with 'words'"),
    SettingKey(
      "words", \.words, .file.comparing("a file"), effect: words,
      "The words of the rows, one a line, for files that have none"),
    SettingKey("encoding", \.encoding, .word, effect: words, "How the words are written"),
  ]
}

extension RatingsConfiguration.Ratings {
  /// The declarations of `ratings`.
  static let format = SettingFormat.named(
    .section(keys, from: Self(name: "", file: .none), isBlock: false), name: \.name, noun: "rating set",
    allowed: "a mapping of 1 to 1000 names to files, as in {Men: {file: men.txt}}")

  private static let keys: [SettingKey<Self>] =
    [
      SettingKey(
        "file", \.file, .file, effect: .nothing, isRequired: true,
        "Pairs of words with their ratings, a pair a line")
    ] + RatingOptions.keys.map { $0.of(\.options) }
}
