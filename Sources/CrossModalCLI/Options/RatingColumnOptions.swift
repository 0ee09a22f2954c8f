import ArgumentParser
import VectorFiles

extension RatingOptions.WordColumns: ExpressibleByArgument {
  /// Two different numbers from 1: `2,3`.
  public init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let first = numbers[0], let second = numbers[1] else { return nil }
    self.init(first, second)
  }
}

extension RatingOptions.Column: ExpressibleByArgument {
  /// A number from 1, or a name.
  public init?(argument: String) {
    if argument.isEmpty { return nil }
    self = Int(argument).map(RatingOptions.Column.number) ?? .named(argument)
  }
}

/// What is said of rating files: which of their columns are the words and the rating.
struct RatingColumnOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Columns of the two words in a rating file, from 1; once for all files or once for each.",
      valueName: "2,3"))
  var wordColumns: [RatingOptions.WordColumns] = []
  @Option(
    help: ArgumentHelp(
      "Column of the rating: its number from 1, or its name in the file's first line; likewise.",
      valueName: "column"))
  var ratingColumn: [RatingOptions.Column] = []
  @Flag(help: "Take tags off the ends of the ratings' words, as in sun-n.") var stripTags = false

  /// What is said of the file at a place of `count` files.
  func options(_ place: Int, of count: Int) throws -> RatingOptions {
    func chosen<Value>(_ values: [Value], _ name: String) throws -> Value? {
      guard values.count <= 1 || values.count == count else {
        throw CommandFailure.usage(
          "--\(name): given \(values.count) times; give it once, or once for each of \(count)")
      }
      return values.count > 1 ? values[place] : values.first
    }
    var options = RatingOptions()
    options.wordColumns = try chosen(wordColumns, "word-columns")
    options.ratingColumn = try chosen(ratingColumn, "rating-column")
    options.stripsTags = stripTags
    return options
  }
}
