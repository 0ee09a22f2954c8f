import TestSupport
import Testing

@testable import VectorFiles

@Suite struct FirstLineTests {
  private func verdict(_ text: String, _ separator: CellSeparator = .comma) throws -> FirstLine {
    FirstLine(
      try TableSample(
        DelimitedScanner(BoundedBytes(copying: Array(text.utf8)), separator: separator, path: "a.csv")))
  }

  private func isContradictory(_ text: String) throws -> Bool {
    if case .contradictory = try verdict(text) { true } else { false }
  }

  @Test(arguments: [
    // Names above numbers, quoted or not, with an index that has none (pandas, R).
    "x,y\n1,2\n", "\"V1\",\"V2\"\n1.5,2\n", ",f0,f1\n0,.1,.2\n1,.3,.4\n", "\"\",\"a\",\"b\"\n\"1\",.1,.2\n",
    "Unnamed: 0,f0\n0,.1\n1,.2\n",
    // Names above words, and above labels in the last column.
    "word,d0,d1\ncat,.1,.2\n", "a,b,species\n.1,.2,x\n.3,.4,y\n",
    // Columns that are counted.
    "0,1,2\n.1,.2,.3\n", "1,2,3\n.1,.2,.3\n", ",0,1\n0,.1,.2\n", "word,0,1,2\ncat,.1,.2,.3\n",
    "Concept,0,1,2\ncat,0,0,1\n", "0,1,2,3,4,5,6,7\n4,4,4,4,4,4,4,4\n", "id,0,1\n7,.1,.2\n8,.3,.4\n",
    // Numbers as names behind an index or an id: frequencies, years.
    ",10,20\n0,.1,.2\n", "id,400,410\n1,.1,.2\n2,.3,.4\n",
    // Ids and labels next to columns that are counted.
    "0,1,2,label\n.1,.2,.3,1\n.4,.5,.6,2\n", ",coco_id,0,1\n0,88,.1,.2\n1,17,.3,.4\n",
    ",,0,1,2\na,0,.1,.2,.3\na,1,.1,.2,.3\n",
    // One name less than cells: R's write.table.
    "V1,V2\na,.1,.2\nb,.3,.4\n",
    // A column without a name, one of missing values.
    "a,,b\n1,2,3\n", "a,b\n1,NA\n2,3\n",
  ])
  func namesTheColumns(text: String) throws { #expect(try verdict(text) == .header) }

  @Test(arguments: [
    "1,2\n3,4\n", "0,1\n1,0\n", "cat,.1\ndog,.2\n", "id,.1\nword,.2\n", ".5,1\n.3,2\n", "3,1,2\n.1,.2,.3\n",
    "0.0,1.0,2.0\n.1,.2,.3\n",
    // Missing values are never a header.
    "NA,NA,NA\n1,2,3\n", "1.5,NA\n3.5,4.5\n", ",,\n1,2,3\n", "cat,NA,nan\ndog,1,2\n", "null,-\n1,2\n",
    "1,1e39\n3,4\n", "inf,nan\n3,4\n",
    // Lists of class numbers are names of rows.
    "40 115,1.5\n50,2\n60,3\n", "1,2\n",
    // A row that lacks a cell is no header.
    "1,2\n3,4,5\n6,7,8\n",
  ])
  func isTheFirstRow(text: String) throws { #expect(try verdict(text) == .row) }

  @Test(arguments: [
    "5,x\n1,2\n", "0,1\n.5,.25\n", "0,1,2\n3,4,5\n", "1,2,3\n7,8,9\n",
    "x,.5,.25\n1,.1,.2\n2,.1,.3\n3,.1,.4\n",
    ",.5,.25\na,.1,.2\n", "10,20,30\n.1,.2,.3\n.4,.5,.6\n", "0,1,3\n.1,.2,.3\n",
  ])
  func speaksForBoth(text: String) throws { #expect(try isContradictory(text)) }

  @Test func oneLineAlone() throws {
    #expect(try verdict("x,y\n") == .header)
    #expect(try verdict("cat,1\n") == .row)
    #expect(try verdict("1\n") == .row)
  }

  @Test func namesSayWhatColumnsAre() {
    for name in [
      "id", "ID", "image_id", "imageId", "Image ID", "imgid", "cocoid", "Unnamed: 0", "index", "#", " ",
      "row.names",
    ] {
      #expect(ColumnName.isId(name), "\(name)")
    }
    for name in ["grid", "valid", "f0", "V1", "width", "class_id", "x", "idle", "0"] {
      #expect(!ColumnName.isId(name), "\(name)")
    }
    for name in ["label", "Class", "class_id", "species", "true label"] {
      #expect(ColumnName.isLabel(name), "\(name)")
    }
    for name in ["classic", "labelled", "id", "y"] { #expect(!ColumnName.isLabel(name), "\(name)") }
  }
}
