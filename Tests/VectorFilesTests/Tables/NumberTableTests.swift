import TestSupport
import Testing

@testable import Dense
@testable import VectorFiles

@Suite struct NumberTableTests {
  private func table(
    _ text: String, _ name: String = "a.csv", _ edit: (inout TableOptions) -> Void = { _ in }
  ) throws -> NumberTable {
    var options = TableOptions()
    edit(&options)
    return try NumberTable(
      BoundedBytes(copying: Array(text.utf8)), options: options, path: name, requirement: .finite)
  }

  private func error(
    _ text: String, _ edit: (inout TableOptions) -> Void = { _ in }
  ) -> DataFileError? {
    dataFileError { _ = try table(text, "a.csv", edit) }
  }

  /// The same numbers as many programs write them.
  @Test(arguments: [
    // pandas: to_csv() of numbered and of named columns, without an index, with an index of its own.
    ",0,1,2\n0,0.5,-1.25,2\n1,3,4.5,1e-3\n2,0.25,7,8\n",
    ",a,b,c\n0,0.5,-1.25,2\n1,3,4.5,1e-3\n2,0.25,7,8\n",
    "a,b,c\n0.5,-1.25,2\n3,4.5,1e-3\n0.25,7,8\n",
    "0,1,2\n0.5,-1.25,2\n3,4.5,1e-3\n0.25,7,8\n",
    ",0,1,2\ncat,0.5,-1.25,2\ndog,3,4.5,1e-3\nNA,0.25,7,8\n",
    ",0,1,2\n17,0.5,-1.25,2\n4,3,4.5,1e-3\n9,0.25,7,8\n",
    // R: write.csv, write.csv2, write.table.
    "\"\",\"V1\",\"V2\",\"V3\"\n\"1\",0.5,-1.25,2\n\"2\",3,4.5,0.001\n\"3\",0.25,7,8\n",
    "\"\";\"V1\";\"V2\";\"V3\"\n\"1\";0,5;-1,25;2\n\"2\";3;4,5;0,001\n\"3\";0,25;7;8\n",
    "\"V1\" \"V2\" \"V3\"\n\"1\" 0.5 -1.25 2\n\"2\" 3 4.5 0.001\n\"3\" 0.25 7 8\n",
    "\"V1\"\t\"V2\"\t\"V3\"\n\"a b\"\t0.5\t-1.25\t2\n\"c\"\t3\t4.5\t0.001\n\"d\"\t0.25\t7\t8\n",
    // numpy's savetxt, with and without a header; MATLAB's -ascii; spreadsheets.
    "5.0e-01 -1.25e+00 2.0e+00\n3.0e+00 4.5e+00 1.0e-03\n2.5e-01 7.0e+00 8.0e+00\n",
    "# a b c\n5.0e-01 -1.25e+00 2.0e+00\n3.0e+00 4.5e+00 1.0e-03\n2.5e-01 7.0e+00 8.0e+00\n",
    "   5.0000000e-01  -1.2500000e+00   2.0\r\n   3.0   4.5   1.0e-03\r\n   0.25   7   8\r\n",
    "0.5, -1.25, 2\n3, 4.5, 0.001\n0.25, 7, 8\n",
    "0,5;-1,25;2\n3;4,5;0,001\n0,25;7;8\n", "0,5\t-1,25\t2\n3\t4,5\t0,001\n0,25\t7\t8\n",
    // An index without a header, labels at the end, names and labels.
    "0,0.5,-1.25,2\n1,3,4.5,1e-3\n2,0.25,7,8\n", "1,0.5,-1.25,2\n2,3,4.5,1e-3\n3,0.25,7,8\n",
    "0.5,-1.25,2,cat\n3,4.5,1e-3,dog\n0.25,7,8,cat\n",
    "id,label,f0,f1,f2\na,x,0.5,-1.25,2\nb,y,3,4.5,1e-3\nc,x,0.25,7,8\n",
    ",image_id,f0,f1,f2\n0,551,0.5,-1.25,2\n1,97,3,4.5,1e-3\n2,8,0.25,7,8\n",
    "f0,f1,f2,label\n0.5,-1.25,2,3\n3,4.5,1e-3,3\n0.25,7,8,4\n",
    "#x\n0.5,-1.25,2\n# y\n3,4.5,1e-3\n0.25,7,8\n",
  ])
  func understands(text: String) throws {
    let table = try table(text)
    #expect(table.features == Matrix([[0.5, -1.25, 2], [3, 4.5, 0.001], [0.25, 7, 8]]))
    #expect(table.exact == nil)
  }

  @Test func saysWhatIsLeftOut() throws {
    #expect(try table("0.5,1\n3,4.5\n").notes == [])
    #expect(try table("a,b\n0.5,1\n3,4.5\n").notes == ["line 1 names the columns"])
    #expect(
      try table(",a,b\n0,0.5,1\n1,3,4.5\n").notes
        == ["line 1 names the columns; column 1 (unnamed) names the rows"])
    #expect(try table("0,0.5,1\n1,3,4.5\n").notes == ["column 1 counts the rows"])
    #expect(
      try table("id,label,x\na,k,1\nb,k,2\n").notes
        == ["line 1 names the columns; column 1 ('id') names the rows, column 2 ('label') labels them"])
    #expect(
      try table("# made today\n0,5;1\n3;4,5\n").notes == [
        "1 comment line is left out; the comma is the decimal mark"
      ])
  }

  @Test func namesAndLabels() throws {
    let both = try table("id,label,x\na,k,1\nb,k,2\n")
    #expect(both.names == ["a", "b"] && both.labels == ["k", "k"])
    let last = try table("1,2,k\n3,4,l\n")
    #expect(last.names == nil && last.labels == ["k", "l"])
    #expect(try table("0,0.5,1\n1,3,4.5\n").names == ["0", "1"])
    // Words that look like numbers and missing values are words among words.
    #expect(try table("cat,1\nnull,2\n12,3\nnan,4\n").names == ["cat", "null", "12", "nan"])
    #expect(try table("#love,1,2\n#hate,3,4\n").names == ["#love", "#hate"])
  }

  /// Whole numbers among fractions are ids or classes, and only a person can say so.
  @Test func refusesWhatMayBeIds() {
    #expect(error("551,0.5,1\n97,3,4.5\n8,0.25,7\n")?.remedy == .sayIdColumn(1))
    #expect(error("0.5,1.5,97\n3,4.5,551\n0.25,7,8\n")?.remedy == .sayIdColumn(3))
    #expect(error("x,y\n551,0.5\n97,3\n8,0.25\n")?.remedy == .sayIdColumn(1))
    // Float cannot tell these apart.
    #expect(error("4000000001,0.5\n4000000002,3\n4000000003,0.25\n")?.remedy == .sayIdColumn(1))
    #expect(error("1,0.5,.1\n2,3.5,.2\n2,0.25,.3\n1,7.5,.4\n")?.remedy == .sayLabelColumn(1))
    // Names say one thing, numbers another.
    #expect(error("id,y\n.5,.5\n.7,3\n")?.remedy == .sayIdColumn(1))
    #expect(error("a,k,1\nb,l,2\n")?.remedy == .sayColumns)
    #expect(error("1,a,2\n3,b,4\n")?.remedy == .sayColumns)
    #expect(error("0,1,2\n3,4,5\n")?.remedy == .sayHeader)
  }

  /// Numbers with brackets and marks are text, and would be lost as names or labels.
  @Test func refusesDecoratedNumbers() throws {
    #expect(error("[0.5 1 2.5]\n[3 4 5.5]\n[1 2 3.5]\n")?.message.contains("as '[0.5'") == true)
    #expect(
      error("\"1,234.5\",1,.5\n\"2,345\",2,.5\n\"12\",3,.5\n")?.message.contains("as '1,234.5'") == true)
    #expect(
      error("1,.5,5%\n1,.7,7%\n")?.message.contains("column 3 holds numbers with other characters") == true)
    for (text, cell) in [
      ("a;b\n" + String(repeating: "1.234,5;2.000,1\n3.123,4;5.000,2\n", count: 8), "as '1.234,5'"),
      ("1'234.5;7\n3'123.4;8\n", "as '1'234.5'"),
    ] {
      let message = error(text)?.message ?? ""
      #expect(
        message.contains("holds numbers with other characters, as") && message.contains(cell), "\(message)")
    }
    for text in ["10 %,.5,.25\n12 %,.5,.75\n", "−1.5,.5,.25\n−2,.5,.75\n", "1.5D+01,.5,.25\n2D-3,.5,.75\n"] {
      #expect(error(text)?.message.contains("holds numbers with other characters, as") == true)
    }
    // All of them, behind an index without a name, as pandas writes it.
    let rows = (10..<22).map { "r\($0),\"4,2\($0).37\",\"1,0\($0)\"\n" }.joined()
    #expect(error(",a,b\n" + rows)?.message.contains("column 2") == true)
    #expect(error(",a,b\n" + rows)?.message.contains("as '4,210.37'") == true)
    #expect(try table("1,.5,5%\n2,.7,7%\n") { $0.labelColumn = .number(3) }.labels == ["5%", "7%"])
    #expect(try table("50 ,.5,.25\n40 115,.5,.75\n7,.5,1.5\n").names?.count == 3)
    #expect(try table("10.100.200,.5,.25\n10.100.201,.5,.75\n").names == ["10.100.200", "10.100.201"])
    #expect(try table("\"1,2\",.5,.25\n\"3\",.5,.75\n").features.columns == 2)
  }

  @Test func indexesOfSeveralLevels() throws {
    let table = try table(",,f0,f1\na,0,.1,.2\na,1,.3,.4\nb,0,.5,.6\n")
    #expect(table.features.columns == 2 && table.names == ["a", "a", "b"])
  }

  @Test func takesWhatIsSaid() throws {
    let ids = "551,0.5,1\n97,3,4.5\n8,0.25,7\n"
    #expect(try table(ids) { $0.idColumn = .number(1) }.names == ["551", "97", "8"])
    #expect(try table(ids) { $0.idColumn = .some(.none) }.features.columns == 3)
    #expect(
      try table("a,k,1\nb,l,2\n") { ($0.idColumn, $0.labelColumn) = (.number(2), .number(1)) }.names == [
        "k", "l",
      ])
    #expect(try table("0,1,2\n3,4,5\n") { $0.header = true }.features == Matrix([[3, 4, 5]]))
    #expect(try table("0,1,2\n3,4,5\n") { $0.header = false }.features.rows == 2)
    #expect(try table("x,y,z\n1,2,3\n") { $0.idColumn = .named("y") }.features == Matrix([[1, 3]]))
    #expect(try table("x,y,z\n1,2,3\n") { $0.labelColumn = .named("z") }.labels == ["3"])
    #expect(
      error("cat,1\ndog,2\n") { $0.idColumn = .some(.none) }?.message
        == "line 1, column 1: 'cat' where a number is needed")
  }

  @Test func refusesColumnsThatAreNotThere() {
    #expect(
      error("x,y\n1,2\n") { $0.idColumn = .named("z") }?.message
        == "no column is named 'z' (id-column); the first line names 'x', 'y'")
    #expect(
      error("1,2\n3,4\n") { $0.idColumn = .named("z") }?.message
        == "id-column is 'z', but no line names the columns; give its number")
    #expect(
      error("1,2\n3,4\n") { $0.labelColumn = .number(3) }?.message
        == "has 2 columns, but label-column is 3; must be from 1 to 2")
    #expect(
      error("x,x\n1,2\n") { $0.idColumn = .named("x") }?.message
        == "2 columns are named 'x' (id-column); the first line names 'x', 'x'")
  }

  @Test func refusesMissingValuesAndOneColumn() {
    #expect(
      error("NA,2\n1,2\n")?.message == "line 1, column 1: 'NA', a missing value; every cell needs a number")
    #expect(
      error("1,2\n3,n/a\n")?.message == "line 2, column 2: 'n/a', a missing value; every cell needs a number")
    #expect(error("1.5\n2\n")?.remedy == .sayNoIdColumn)
  }

  /// A large offset leaves Float few digits: the numbers are kept in Double too.
  @Test func keepsDoublesWhereFloatLosesThem() throws {
    let table = try table("100000000.25,0.5\n100000000.75,1\n")
    #expect(table.exact == Matrix([[100000000.25, 0.5], [100000000.75, 1]]))
    #expect(try self.table("0.25,0.5\n0.75,1\n").exact == nil)
  }
}
