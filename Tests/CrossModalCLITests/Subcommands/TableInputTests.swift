import Foundation
import Testing

@testable import Dense
@testable import VectorFiles

/// The same vectors as people's programs write them, and tables that may be meant otherwise, from outside.
@Suite struct TableInputTests {
  private static let rows = 40
  private static let columns = 6

  // Numbers with few digits, so that all spellings hold the same.
  private func numbers(_ seed: UInt64) -> Matrix<Float> {
    var stream = RandomStream(StreamKey(seed: seed).adding("tables"))
    return Matrix(rows: Self.rows, columns: Self.columns) { _, _ in
      Float((stream.normal() * 1000).rounded()) / 1024
    }
  }

  private func lines(
    _ matrix: Matrix<Float>, header: String? = nil, separator: String = ",",
    name: ((Int) -> String)? = nil, number: (Float) -> String = { "\($0)" }
  ) -> String {
    (header.map { $0 + "\n" } ?? "")
      + (0..<matrix.rows).map { row in
        ((name.map { [$0(row)] } ?? []) + matrix.view.row(row).map(number)).joined(separator: separator)
          + "\n"
      }.joined()
  }

  @Test func everySpellingGivesTheSameOverlapAndLoss() async throws {
    let files = try VectorFiles()
    let (x, y) = (numbers(1), numbers(2))
    try NPYFile.write(x.view, to: files.path("x.npy"))
    try NPYFile.write(y.view, to: files.path("y.npy"))
    let names = (0..<Self.columns).map { "\($0)" }
    try files.write(lines(x, header: "," + names.joined(separator: ","), name: { "\($0)" }), to: "pandas.csv")
    try files.write(
      lines(x, header: ",f0,f1,f2,f3,f4,f5", name: { "\($0)" }), to: "pandas-named.csv")
    try files.write(lines(x, header: names.joined(separator: ",")), to: "pandas-no-index.csv")
    try files.write(lines(x, header: "id,f0,f1,f2,f3,f4,f5", name: { "img_\($0).jpg" }), to: "pandas-ids.csv")
    try files.write(
      lines(x, header: ",a,b,c,d,e,f", name: { "\(($0 * 7) % 40 + 100)" }), to: "pandas-shuffled.csv")
    try files.write(
      lines(x, header: #""","V1","V2","V3","V4","V5","V6""#, name: { "\"\($0 + 1)\"" }), to: "r.csv")
    try files.write(
      lines(x, header: #""V1" "V2" "V3" "V4" "V5" "V6""#, separator: " ", name: { "\"\($0 + 1)\"" }),
      to: "r.txt")
    try files.write(lines(x, separator: " ", number: { "\(Double($0))e+00" }), to: "savetxt.txt")
    try files.write(
      lines(x, separator: ";", number: { "\($0)".replacing(".", with: ",") }), to: "semicolon.csv")
    let expected = try await Program.run(["overlap", files.path("x.npy"), files.path("y.npy"), "--json"])
    let trained = try await Program.run(
      ["train", files.path("x.npy"), files.path("y.npy"), "-o", files.path("m.safetensors"), "--epochs", "3"])
    #expect(expected.code == 0 && trained.code == 0)
    for name in [
      "pandas.csv", "pandas-named.csv", "pandas-no-index.csv", "pandas-ids.csv", "pandas-shuffled.csv",
      "r.csv",
      "r.txt", "savetxt.txt", "semicolon.csv",
    ] {
      let result = try await Program.run(["overlap", files.path(name), files.path("y.npy"), "--json"])
      #expect(result.output == expected.output, "\(name): \(result.errors)")
      // What is left out is said in one line of the file's name.
      let isSilent = name == "savetxt.txt"
      #expect(result.errorLines.count == (isSilent ? 0 : 1), "\(result.errors)")
      #expect(result.errors.hasPrefix(files.path(name)) != isSilent)
      let fit = try await Program.run(
        ["train", files.path(name), files.path("y.npy"), "-o", files.path("m.safetensors"), "--epochs", "3"])
      #expect(fit.errors.hasSuffix(trained.errors), "\(name): \(fit.errors)")
    }
  }

  @Test(arguments: [
    // Contradicting evidence and what goes on.
    ("0,1,2\n3,4,5\n6,7,9\n8,1,4\n", "", "line 1 counts 0, 1, …", "use --header yes or --header no"),
    (
      "551,0.5,1\n97,3,4.5\n8,0.25,7\n3,1,1\n", "", "column 1 holds another whole number in every row",
      "--id-column none"
    ),
    ("1,.5,.1\n2,.3,.2\n2,.2,.3\n1,.7,.4\n", "", "as class numbers are", "--label-column 1 leaves it out"),
    ("a,k,1\nb,l,2\nc,m,3\nd,n,4\n", "", "column 2 holds text", "--id-column and --label-column say"),
    ("NA,NA\n1,2\n3,4\n5,6\n", "", "line 1, column 2: 'NA', a missing value", "needs a number"),
    ("1.5\n2.5\n3\n4\n", "", "has one column", "--id-column none"),
    ("x,y\n1,2.5\n3,4\n5,6\n7,8\n", "--id-column z", "no column is named 'z'", "names 'x', 'y'"),
    ("1,2.5\n3,4\n5,6\n7,8\n", "--id-column 3", "id-column is 3", "must be from 1 to 2"),
  ])
  func contradictingEvidenceIsOneLine(text: String, option: String, says: String, goesOn: String) async throws
  {
    let files = try VectorFiles()
    try files.write(text, to: "x.csv")
    let options = option.split(separator: " ").map(String.init)
    let result = try await Program.run(
      ["overlap", files.path("x.csv"), files.path("x.csv"), "--k", "1"] + options)
    #expect(result.code == 65 && result.output.isEmpty)
    #expect(
      result.errorLines.count == 1 && result.errors.contains(says) && result.errors.contains(goesOn),
      "\(result.errors)")
  }

  @Test func optionsDecide() async throws {
    let files = try VectorFiles()
    try files.write("0,1,2\n3,4,5\n6,7,9\n8,1,4\n", to: "x.csv")
    func items(_ options: String...) async throws -> String {
      try await Program.run(["overlap", files.path("x.csv"), files.path("x.csv"), "--k", "1"] + options)
        .output
    }
    #expect(try await items("--header", "yes").contains("3 items"))
    #expect(try await items("--header", "no").contains("4 items"))
    #expect(try await items("--header", "no", "--header", "no").contains("4 items"))
    let twice = try await Program.run(
      ["overlap", files.path("x.csv"), files.path("x.csv")] + [
        "--header", "no", "--header", "no", "--header", "no",
      ])
    #expect(twice.code == 64 && twice.errors.contains("given 3 times"))
  }

  @Test func rowsBelongTogetherByName() async throws {
    let files = try VectorFiles()
    let (x, y) = (numbers(1), numbers(2))
    let order = (0..<Self.rows).map { ($0 * 7) % Self.rows }
    let shuffled = Matrix(y.view, selecting: order)
    try files.write(lines(x, name: { "w\($0)" }), to: "x.csv")
    try files.write(lines(y, name: { "w\($0)" }), to: "y.csv")
    try files.write(lines(shuffled, name: { "w\(order[$0])" }), to: "z.csv")
    let right = try await Program.run(["overlap", files.path("x.csv"), files.path("y.csv"), "--json"])
    for command in [["overlap"], ["train", "-o", files.path("m.safetensors")]] {
      let result = try await Program.run(command + [files.path("x.csv"), files.path("z.csv")])
      #expect(result.code == 65 && result.errorLines.count == 1, "\(result.errors)")
      #expect(result.errors.contains("row 2 is 'w7'") && result.errors.contains("it is 'w1'"))
      #expect(result.errors.contains("the same names in another order"))
      #expect(result.errors.contains("--align names joins rows by name, --align rows ignores names"))
    }
    #expect(!files.exists("m.safetensors"))
    let joined = try await Program.run(
      ["overlap", files.path("x.csv"), files.path("z.csv"), "--align", "names", "--json"])
    #expect(joined.output == right.output)
    #expect(joined.errorLines.last == "rows are joined by name: 40 in common, none left out")
    let ignored = try await Program.run(
      ["overlap", files.path("x.csv"), files.path("z.csv"), "--align", "rows", "--json"])
    #expect(ignored.code == 0 && ignored.output != right.output)
    #expect(ignored.errors.contains("the names of rows are ignored (row 2 is 'w7'"))
  }

  @Test func studiesFollowTheSameRule() async throws {
    let files = try VectorFiles()
    let (x, y) = (numbers(1), numbers(2))
    let order = (0..<Self.rows).map { ($0 * 7) % Self.rows }
    try files.write(lines(x, header: "id,a,b,c,d,e,f", name: { "w\($0)" }), to: "x.csv")
    try files.write(lines(y, name: { "w\($0)" }), to: "y.csv")
    try files.write(lines(Matrix(y.view, selecting: order), name: { "w\(order[$0])" }), to: "z.csv")
    func run(_ name: String, _ second: String, _ more: String...) async throws -> Program.Result {
      try files.write(
        """
        version: 1
        name: tables
        dataset: {name: t, image: {x: {file: x.csv}}, text: {y: {file: \(second)}}}
        models: [lin]
        grid: {learning-rate: [0.01]}
        training: {max-epochs: 2}
        measures: {k: 3}
        """, to: "c.yaml")
      return try await Program.run(
        ["run", files.path("c.yaml"), "--study", files.path(name), "--workers", "1"] + more)
    }
    func results(_ name: String) async throws -> [String] {
      try await Program.run(["results", files.path(name)]).output.split(separator: "\n").map {
        SmallStudy.columns($0).dropLast(5).joined(separator: ",")
      }
    }
    let right = try await run("right", "y.csv")
    #expect(
      right.code == 0
        && right.errors.contains("x.csv: line 1 names the columns; column 1 ('id') names the rows"))
    let refused = try await run("refused", "z.csv")
    #expect(
      refused.code == 65 && refused.errors.contains("dataset.align: names joins rows by name"),
      "\(refused.errors)")
    #expect(!files.exists("refused"))
    let joined = try await run("joined", "z.csv", "--set", "dataset.align=names")
    #expect(joined.code == 0, "\(joined.errors)")
    #expect(try await results("joined") == results("right"))
    let again = try await run("joined", "z.csv", "--set", "dataset.align=names")
    #expect(again.code == 0, "\(again.errors)")
  }

  @Test func wordsAreJoined() async throws {
    let files = try VectorFiles()
    try files.write("cat 1 2 3\ndog 3 1 2\nsun 2 2 1\nmoon 5 1 1\n", to: "a.txt")
    try files.write("3 4\nmoon 1 1 5 0\nstar 4 4 4 1\ncat 3 2 1 2\n", to: "b.vec")
    let result = try await Program.run(["overlap", files.path("a.txt"), files.path("b.vec"), "--k", "1"])
    #expect(result.code == 0 && result.output.contains("2 items"), "\(result.errors)")
    #expect(result.errors.contains("2 common words; 2 only in \(files.path("a.txt")), 1 only in"))
    try files.write("cat\nsun\nmoon\nbee\n", to: "list.txt")
    let some = try await Program.run(
      ["overlap", files.path("a.txt"), files.path("a.txt"), "--k", "1", "--words", files.path("list.txt")])
    #expect(some.code == 0 && some.output.contains("3 items"), "\(some.errors)")
    try files.write("cat,1,2.5\ndog,3,1\nsun,2,2\n", to: "t.csv")
    let table = try await Program.run(
      ["overlap", files.path("t.csv"), files.path("t.csv"), "--k", "1", "--words", files.path("list.txt")])
    #expect(table.output.contains("2 items") && table.errors.contains("2 of 3 rows have one of its 4 names"))
    let none = try await Program.run(
      ["overlap", files.path("a.npy"), files.path("b.npy"), "--words", files.path("list.txt")])
    #expect(
      none.code == 64 && none.errorLines.count == 1 && none.errors.contains("neither file names its rows"))
  }

  /// What float32 does not hold would be another number in the file that is written.
  @Test(arguments: [("1e39", "3,1e39"), ("1e-50", "1e-50,4")])
  func convertRefusesWhatFloatDoesNotHold(number: String, row: String) async throws {
    let files = try VectorFiles()
    try files.write("1.5,2\n\(row)\n0,-0.0\n", to: "x.csv")
    for option in [[], ["--float32"]] {
      let result = try await Program.run(["convert", files.path("x.csv"), files.path("o.npy")] + option)
      #expect(
        result.code == 65 && result.errorLines.count == 1 && result.errors.contains("line 2"),
        "\(result.errors)")
      #expect(result.errors.contains("'\(number)'") && !files.exists("o.npy"))
    }
    try files.write("1.5,0.1\nnan,inf\n0,1e-40\n", to: "y.csv")
    #expect(try await Program.run(["convert", files.path("y.csv"), files.path("o.npy")]).code == 0)
  }

  @Test func labelsOfEveryKind() async throws {
    let files = try VectorFiles()
    let classes = (0..<50).map { $0 % 3 }
    try files.write(classes.map { "\($0)\n" }.joined(), to: "labels.txt")
    try files.write(
      classes.map { c in (0..<3).map { $0 == c ? "1.0" : "0.0" }.joined(separator: ",") + "\n" }.joined(),
      to: "onehot.csv")
    try files.write(
      ",label\n" + classes.enumerated().map { "\($0),c\($1)\n" }.joined(), to: "pandas.csv")
    try NPYFile.write(classes.map(Int32.init), shape: [50], to: files.path("labels.npy"))
    var answers: Set<String> = []
    for name in ["labels.txt", "onehot.csv", "pandas.csv", "labels.npy"] {
      let result = try await Program.run(["retrieval", files.path("a.npy"), "--labels", files.path(name)])
      #expect(result.code == 0, "\(name): \(result.errors)")
      answers.insert(result.output)
    }
    #expect(answers.count == 1, "\(answers)")
  }
}
