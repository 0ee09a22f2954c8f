import TestSupport
import Testing

@testable import VectorFiles

@Suite struct RowAlignmentTests {
  private func rows(_ path: String, _ names: [String]?, count: Int? = nil, areWords: Bool = false)
    -> NamedRows
  {
    NamedRows(path: path, count: count ?? names?.count ?? 0, names: names, areWords: areWords)
  }

  private func error(_ tables: [NamedRows], _ alignment: RowAlignment? = nil) -> DataFileError? {
    dataFileError { _ = try AlignedRows(tables, alignment: alignment) }
  }

  @Test func namesThatAgreeStay() throws {
    for tables in [
      [rows("a", ["x", "y"]), rows("b", ["x", "y"])], [rows("a", ["x", "y"]), rows("b", nil, count: 2)],
      [rows("a", ["1", "1", "2"]), rows("b", ["1", "1", "2"])],
      // An index counts rows and names none, from wherever it counts.
      [rows("a", ["0", "1", "2"]), rows("b", ["1", "2", "3"])],
      [rows("a", ["0", "1", "2"]), rows("b", ["x", "y", "z"])],
    ] {
      let aligned = try AlignedRows(tables)
      #expect(aligned.selections == [nil, nil] && aligned.notes.isEmpty)
    }
  }

  @Test func namesThatDifferAreRefused() {
    let order = error([rows("a", ["x", "y", "z"]), rows("b", ["x", "z", "y"])])
    #expect(order?.description == "b: row 2 is 'z', in a it is 'y' (the same names in another order)")
    #expect(order?.remedy == .sayAlign(canJoin: true))
    let repeated = error([rows("a", ["1", "1", "2"]), rows("b", ["1", "2", "1"])])
    #expect(repeated?.message == "row 2 is '2', in a it is '1' (names are repeated)")
    #expect(repeated?.remedy == .sayAlign(canJoin: false))
    // An index in another order is one of names.
    #expect(error([rows("a", ["0", "1", "2"]), rows("b", ["2", "0", "1"])])?.kind == .content)
    #expect(
      error([rows("a", ["x", "y"]), rows("b", ["y", "z", "x"])])?.message
        == "3 rows, but a has 2; row i must be the same item in both; both name their rows and have 2 names in common"
    )
    // The third agrees with the first, which has no names, but not with the second.
    #expect(error([rows("a", nil, count: 2), rows("b", ["x", "y"]), rows("c", ["y", "x"])])?.path == "c")
  }

  @Test func joinsByName() throws {
    let aligned = try AlignedRows(
      [rows("a", ["x", "y", "z"]), rows("b", ["w", "z", "x"])], alignment: .names)
    #expect(aligned.selections == [[0, 2], [2, 1]])
    #expect(aligned.notes == ["rows are joined by name: 2 in common, left out are 1 of a, 1 of b"])
    let whole = try AlignedRows([rows("a", ["x", "y"]), rows("b", ["y", "x"])], alignment: .names)
    #expect(whole.selections == [nil, [1, 0]])
    let words = try AlignedRows([
      rows("a", ["x", "y"], areWords: true), rows("b", ["y", "v"], areWords: true),
    ])
    #expect(words.selections == [[1], [0]])
    #expect(words.notes == ["rows are joined by word: 1 in common, left out are 1 of a, 1 of b"])
  }

  @Test func refusesWhatCannotBeJoined() {
    #expect(
      error([rows("a", ["x"]), rows("b", nil, count: 1)], .names)?.description
        == "b: names no rows, so that they cannot be joined by name")
    #expect(
      error([rows("a", ["x", "y", "x"]), rows("b", ["x", "y"])], .names)?.description
        == "a: the name 'x' is in rows 1 and 3, so that rows cannot be joined by name")
    #expect(
      error([rows("a", ["x"]), rows("b", ["y"])], .names)?.message
        == "a and b have no name of a row in common")
  }

  @Test func ignoresNamesOnRequest() throws {
    let aligned = try AlignedRows([rows("a", ["x", "y"]), rows("b", ["y", "x"])], alignment: .rows)
    #expect(aligned.selections == [nil, nil])
    #expect(aligned.notes == ["the names of rows are ignored (row 1 is 'y', in a it is 'x')"])
    #expect(
      error([rows("a", ["x"]), rows("b", ["y", "x"])], .rows)?.message.hasPrefix("2 rows, but a has 1")
        == true)
  }
}
