/// What a person says about the first line and the first columns of a table, where its own evidence is not to decide.
public struct TableOptions: Hashable, Sendable {
  /// A column of a table.
  public enum Column: Hashable, Sendable {
    /// There is no such column: all columns are numbers.
    case none
    /// The column of this number, from 1.
    case number(Int)
    /// The column that the header line calls so.
    case named(String)
  }

  /// Whether the first line names the columns; nil: the table's own evidence decides.
  public var header: Bool?
  /// The column that names the rows; nil: the table's own evidence decides.
  public var idColumn: Column?
  /// The column that holds the labels of the rows; nil: the table's own evidence decides.
  public var labelColumn: Column?

  /// Everything is left to the table.
  public init() {}
}
