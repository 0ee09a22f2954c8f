/// What a person says of a rating file, where its own evidence is not to decide.
public struct RatingOptions: Hashable, Sendable {
  /// The two columns of the words, from 1.
  public struct WordColumns: Hashable, Sendable {
    /// That of the first word.
    public let first: Int
    /// That of the second word.
    public let second: Int

    /// Two different columns; nil for others.
    public init?(_ first: Int, _ second: Int) {
      guard first >= 1, second >= 1, first != second else { return nil }
      (self.first, self.second) = (first, second)
    }
  }

  /// A column.
  public enum Column: Hashable, Sendable {
    /// The column of this number, from 1.
    case number(Int)
    /// The column that the header line calls so.
    case named(String)
  }

  /// The columns of the words; nil: the file's own evidence decides.
  public var wordColumns: WordColumns?
  /// The column of the rating; nil: the file's own evidence decides.
  public var ratingColumn: Column?
  /// Whether tags at the ends of words, as in `sun-n`, are taken off.
  public var stripsTags = false

  /// Everything is left to the file.
  public init() {}
}
