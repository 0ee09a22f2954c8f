import Foundation
import TestSupport
import Testing

@testable import Dense
@testable import VectorFiles

@Suite struct FeatureTableTests {
  private func table(
    _ text: String, _ name: String = "a.csv", idColumn: TableOptions.Column? = nil, requireFinite: Bool = true
  ) throws -> FeatureTable {
    var options = TableOptions()
    options.idColumn = idColumn
    return try withFile(name, text) {
      try FeatureTable.read($0, options: options, requireFinite: requireFinite)
    }
  }

  private func message(_ text: String, _ name: String = "a.csv") -> String? {
    dataFileError { _ = try table(text, name) }?.message
  }

  @Test func readsNumbersOnly() throws {
    let plain = try table("1,2\n3,4.5\n")
    #expect(Matrix(plain.features) == Matrix([[1, 2], [3, 4.5]]))
    #expect(plain.names == nil && plain.rowLabels == nil)
    #expect(
      try Matrix(table("\u{feff}1\r\n 2 \r\n\r\n\n", idColumn: .some(.none)).features) == Matrix([[1], [2]]))
    #expect(try Matrix(table("1\t2", "a.TSV").features) == Matrix([[1, 2]]))
    #expect(try Matrix(table("\"1\",\"2\"").features) == Matrix([[1, 2]]))
  }

  @Test func takesTheFirstColumnForLabelsUnlessEveryCellIsOneNumber() throws {
    let lists = try table("40 115,1,2\n50,3,4\n")
    #expect(Matrix(lists.features) == Matrix([[1, 2], [3, 4]]))
    #expect(lists.rowLabels == [["40", "115"], ["50"]])
    #expect(lists.names == ["40 115", "50"])
    let later = try table("50,1,2\n40 115,3,4\n")
    #expect(later.rowLabels == [["50"], ["40", "115"]])
    #expect(try Matrix(table("50,1\n51,2\n").features) == Matrix([[50, 1], [51, 2]]))
    let words = try table("cat,1\ninf,2\n12,3\n")
    #expect(words.names == ["cat", "inf", "12"])
  }

  @Test func skipsAHeaderLine() throws {
    let labelled = try table("name,x,y\ncat,1,2\n")
    #expect(labelled.names == ["cat"])
    #expect(Matrix(labelled.features) == Matrix([[1, 2]]))
    #expect(try Matrix(table("x,y\n1,2\n").features) == Matrix([[1, 2]]))
    #expect(try Matrix(table("x\n1\n2\n", idColumn: .some(.none)).features) == Matrix([[1], [2]]))
    #expect(
      message("5,x\n1,2\n")
        == "line 1 has 'x' in column 2 but a number in column 1, and the lines below have numbers in both")
  }

  @Test func keepsNumbersThatFloatDoesNotHold() throws {
    let rows = Matrix<Double>([[1, 0.5], [0.1, 3]])
    let table = try FeatureTable(NPYArray(rows))
    #expect(table.exact == rows && Matrix(table.features) == rows.converted(to: Float.self))
    #expect(table.selecting([1]).exact == Matrix([[0.1, 3]]))
    #expect(try FeatureTable(NPYArray(Matrix<Double>([[1, 0.5], [-0.25, 3]]))).exact == nil)
    #expect(try FeatureTable(NPYArray(Matrix<Float>([[0.1]]))).exact == nil)
    #expect(
      try FeatureTable(NPYArray([Int32(1), 16_777_217], shape: [1, 2])).exact == Matrix([[1, 16_777_217]]))
    #expect(try FeatureTable(NPYArray([Int32(1), 16_777_216], shape: [1, 2])).exact == nil)
    #expect(
      try FeatureTable(NPYArray(Matrix<Double>([[.nan, 1]])), requireFinite: false).exact == nil)
  }

  @Test func readsQuotedCells() throws {
    let table = try table("\"a, b\nc \"\"d\"\"\",1\r\n\"\"\"\",2\r\n")
    #expect(table.names == ["a, b\nc \"d\"", "\""])
    #expect(table.rowLabels == [["a,", "b", "c", "\"d\""], ["\""]])
  }

  @Test(arguments: ["labels.csv", "labels.tsv", "savetxt.csv"])
  func readsWhatPythonWrites(name: String) throws {
    let table = try FeatureTable.read(FormatFixtures.path(name))
    let rows = try #require(try FormatFixtures.expected()[name])
    #expect(bits(table.features) == rows.map { $0.map { Float($0).bitPattern } })
    if name != "savetxt.csv" {
      #expect(table.rowLabels?[0] == ["40", "115", "122"])
      #expect(table.names?[3] == "say \"hi\", you")
      #expect(table.names?[4] == (name == "labels.csv" ? "two\nlines" : "two lines"))
    }
  }

  @Test func saysWhereATextTableIsWrong() {
    #expect(message("") == "is empty; at least one row is needed")
    #expect(message("x,y\n") == "has no rows after its header line")
    #expect(message("1,2\n3\n") == "line 2 has 1 column, the first line has 2")
    #expect(message("1,2\n3,4,5\n") == "line 2 has 3 columns, the first line has 2")
    #expect(message("1,2\n3,x\n") == "line 2, column 2: 'x' where a number is needed")
    #expect(
      message("1,2\n3,\n") == "line 2, column 2: an empty cell, a missing value; every cell needs a number")
    #expect(message("1,2\n\n3,4\n") == "line 2 is empty; empty lines are allowed at the end only")
    #expect(
      message("1,2\n,4\n") == "line 2, column 1: an empty cell, a missing value; every cell needs a number")
    #expect(message("a\nb\n") == "has no column of numbers apart from those of names and labels")
    #expect(message("a,1\n\"b,2\n") == "line 2: a quoted cell without its closing quote")
    #expect(message("a,1\n\"b\"c,2\n") == "line 2: text after the closing quote of a cell")
    #expect(message("\"a\n\n\",1\nb,x\n") == "line 4, column 2: 'x' where a number is needed")
    #expect(
      message("1,nan\n") == "line 1, column 2: 'nan'; only finite numbers in the range of float32 are allowed"
    )
    #expect(message("1,2\n3,1e39\n")?.hasPrefix("line 2, column 2: '1e39'") == true)
    #expect(
      message("1,2\n-inf,4\n")
        == "line 2, column 1: '-inf'; only finite numbers in the range of float32 are allowed")
  }

  @Test func refusesTextThatIsNotUTF8() throws {
    try withFile("a.csv", [0xff, 0x2c, 0x31, 0x0a]) { path in
      #expect(
        dataFileError { _ = try FeatureTable.read(path) }?.message == "line 1: a cell that is not UTF-8 text")
    }
  }

  @Test func keepsInfinityAndNaNOnRequest() throws {
    let table = try table("1,nan\n-inf,2\n", requireFinite: false)
    #expect(table.features[0, 1].isNaN && table.features[1, 0] == -.infinity)
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func namesRowAndColumnOfWhatIsNotFinite(bad: Float) throws {
    var matrix = matrixOfNoise(rows: 5, columns: 4)
    matrix[2, 3] = bad
    matrix[4, 0] = bad
    try withTemporaryDirectory { directory in
      let path = directory + "/a.npy"
      try NPYFile.write(matrix.view, to: path)
      let error = dataFileError { _ = try FeatureTable.read(path) }
      #expect(error?.message == "row 3, column 4: \(bad) (as float32); only finite numbers are allowed")
      #expect(try bits(FeatureTable.read(path, requireFinite: false).features) == bits(matrix.view))
      var large = matrix.converted(to: Double.self)
      large[2, 3] = 1e39
      try NPYFile.write(large.view, to: path)
      #expect(
        dataFileError { _ = try FeatureTable.read(path) }?.message.hasPrefix("row 3, column 4: inf") == true)
    }
  }

  @Test func mapsFloatsAndKeepsTheMapping() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/a.npy"
      let matrix = matrixOfNoise(rows: 300, columns: 20)
      try NPYFile.write(matrix.view, to: path)
      let view = try FeatureTable.read(path).features
      // The numbers start where the file's page and its header of 128 bytes say.
      #expect(Int(bitPattern: view.base) % 4096 == 128)
      try FileManager.default.removeItem(atPath: path)
      #expect(Matrix(view) == matrix)
    }
  }

  @Test func saysThatAVectorIsRowsOfOneNumber() throws {
    let table = try FeatureTable(NPYArray([Float(1), 2, 3]))
    #expect(table.features.rows == 3 && table.features.columns == 1)
    #expect(table.notes == ["one axis: 3 rows of one number each"])
    #expect(try FeatureTable(NPYArray(Matrix<Float>([[1], [2]]))).notes.isEmpty)
  }

  @Test func copiesNumbersThatAreNotAligned() throws {
    // The header ends at an odd offset.
    let dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2)}"
    let elements: [UInt8] = [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]
    #expect((10 + dictionary.utf8.count) % 4 != 0)
    try withFile("a.npy", NPYFileTests.file(dictionary, elements)) { path in
      let table = try FeatureTable.read(path)
      #expect(Matrix(table.features) == Matrix([[1, -2]]))
    }
  }

  @Test func tellsFileFromContent() throws {
    try withTemporaryDirectory { directory in
      for name in ["a.npy", "a.npz", "a.npz:k", "a.csv", "a.tsv"] {
        let error = dataFileError { _ = try FeatureTable.read(directory + "/" + name) }
        #expect(error?.kind == .file)
        #expect(error?.message == "cannot be opened: No such file or directory")
      }
      try FileManager.default.createDirectory(
        atPath: directory + "/d.npy", withIntermediateDirectories: false)
      let error = dataFileError { _ = try FeatureTable.read(directory + "/d.npy") }
      #expect(error?.kind == .file)
      #expect(error?.message == "is a directory; only regular files can be read")
    }
  }
}
