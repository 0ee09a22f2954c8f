import Foundation
import Testing

@testable import Dense
@testable import VectorFiles

/// `kind: comparison` from outside: check, plan, run, results, report, and what is refused.
@Suite struct ComparisonStudyTests {
  private static let configuration = """
    version: 1
    kind: comparison
    name: spaces
    spaces: {b: {file: b.npy}, a: {file: a.npy}, l: {file: layers.npy}}
    k: [5, 10%]
    measures: [mutual-knn, cka-debiased, cca-first, hubness-skewness-a]
    permutations: 40
    """

  /// `a.npy`, `b.npy`, and two layers, of which the second is `b.npy` with noise.
  private func files() throws -> VectorFiles {
    let files = try VectorFiles()
    let b = try FeatureTable.read(files.path("b.npy")).features
    var stream = RandomStream(StreamKey(seed: 2).adding("layers"))
    var numbers: [Float] = []
    for row in 0..<50 {
      for layer in 0..<2 {
        for column in 0..<6 { numbers.append((layer == 1 ? b[row, column] : 0) + Float(stream.normal())) }
      }
    }
    let array = NPYArray(Matrix(rows: 50 * 2, columns: 6, elements: numbers))
    var header = array.header
    header.shape = [50, 2, 6]
    try NPYFile.write(NPYArray(header: header, path: "", data: array.data), to: files.path("layers.npy"))
    try files.write(Self.configuration, to: "x.yaml")
    return files
  }

  private func run(_ files: VectorFiles, _ arguments: String, environment: [String: String?] = [:])
    async throws
    -> Program.Result
  {
    try await Program.run(
      arguments.split(separator: " ").map {
        $0.hasPrefix("@") ? files.path(String($0.dropFirst())) : String($0)
      }, environment: environment)
  }

  /// `check --data` has a line for every space and layer, and says all that is wrong at once.
  @Test func checkOfTheDataCountsAndSaysAllErrors() async throws {
    let files = try files()
    let check = try await run(files, "check --data @x.yaml")
    #expect(check.code == 0 && check.output.hasSuffix("no errors\n"), "\(check.output)\(check.errors)")
    #expect(check.output.contains(": 50×6 vectors, all finite, 0 repeated rows"), "\(check.output)")
    try files.write("1,2\n3,nan\n", to: "short.csv")
    try files.write(
      Self.configuration.replacingOccurrences(of: "file: a.npy", with: "file: gone.npy")
        .replacingOccurrences(of: "file: b.npy", with: "file: short.csv"), to: "x.yaml")
    let wrong = try await run(files, "check --data @x.yaml")
    #expect(wrong.code == 74 || wrong.code == 65, "\(wrong.errors)")
    #expect(wrong.errors.contains("of 2 errors"), "\(wrong.errors)")
    #expect(wrong.output.contains("gone.npy") && wrong.output.contains("short.csv"), "\(wrong.output)")
  }

  private struct Rows: Decodable {
    struct Row: Decodable {
      var pair: String
      var a: String
      var b: String
      var measure: String
      var k: Int?
      var value: Double?
      var nullMean: Double?
      var threshold: Double?
      var p: Double?
      var calibrated: Double?
      var secondValue: Double?
    }

    var rows: [Row]
  }

  private struct Compared: Decodable {
    struct Pair: Decodable {
      var measures: [Measure]
    }

    struct Measure: Decodable {
      struct Null: Decodable {
        var mean: Double
        var threshold: Double
      }

      var name: String
      var k: Int?
      var value: Double?
      var null: Null?
      var p: Double?
      var calibrated: Double?
    }

    var pairs: [Pair]
  }

  @Test func fromTheFileToThePage() async throws {
    let files = try files()
    let check = try await run(files, "check @x.yaml")
    #expect(check.code == 0 && check.output.contains("k: [5, 10%]"), "\(check.errors)")
    let plan = try await run(files, "plan @x.yaml")
    #expect(
      plan.output == "6 pairs of 4 spaces: 4 measures at k = 5, 10%, 40 random alignments\n",
      "\(plan.output)")
    let started = try await run(files, "run @x.yaml --study @s --workers 2")
    #expect(started.code == 0 && started.errors.contains("6 of 6 pairs have results"), "\(started.errors)")
    let results = try await run(files, "results @s --json")
    let rows = try JSONDecoder().decode(Rows.self, from: Data(results.output.utf8)).rows
    #expect(
      rows.map(\.pair).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        == ["a~b", "a~l.0", "a~l.1", "b~l.0", "b~l.1", "l.0~l.1"])
    // 10 % of 50 items are 5: one number of neighbors. Three local rows would be two.
    #expect(rows.count == 6 * 4 && rows.first { $0.measure == "cca-first" }?.secondValue != nil)
    // The command on the same files says the same, to the last bit.
    let compare = try await run(
      files,
      "compare @a.npy @b.npy -k 5 --measures mutual-knn,cka-debiased,cca-first,hubness-skewness-a --permutations 40 --json"
    )
    let measures = try JSONDecoder().decode(Compared.self, from: Data(compare.output.utf8)).pairs[0].measures
    for (row, measure) in zip(rows.prefix(4), measures) {
      #expect(row.measure == measure.name && row.k == measure.k && row.value == measure.value)
      #expect(row.nullMean == measure.null?.mean && row.threshold == measure.null?.threshold)
      #expect(row.p == measure.p && row.calibrated == measure.calibrated)
    }
    let best = try await run(files, "best @s")
    #expect(best.code == 0 && best.output.contains("mutual-knn 5: b, l.1\n"), "\(best.output)")
    #expect(best.output.contains("5 % of random alignments have a highest of 5 pairs of 0."))
    let report = try await run(files, "report @s -o @page")
    #expect(report.code == 0 && report.output.contains("## mutual-knn 5"), "\(report.errors)")
    #expect(report.output.contains("Of 5 pairs of different files, b and l.1 are most alike"))
    for name in ["index.html", "tables/pairs.md", "tables/pairs.csv", "tables/best.csv"] {
      #expect(files.exists("page/" + name), "\(name)")
    }
    let page = try String(contentsOfFile: files.path("page/index.html"), encoding: .utf8)
    #expect(page.contains("kind: comparison") && page.contains("<h3>cka-debiased</h3>"))
  }

  @Test func workersPartsAndGrowthGiveTheSame() async throws {
    let files = try files()
    func results(_ study: String) async throws -> String {
      let result = try await run(files, "results @\(study)")
      try #require(result.code == 0, "\(result.errors)")
      return result.output.split(separator: "\n").map { line in
        SmallStudy.columns(line).dropLast(5).joined(separator: "|")
      }.joined(separator: "\n")
    }
    #expect(try await run(files, "run @x.yaml --study @one --workers 1").code == 0)
    #expect(try await run(files, "run @x.yaml --study @two --workers 2").code == 0)
    let whole = try await results("one")
    #expect(try await results("two") == whole)
    try files.write(
      Self.configuration.replacing("b: {file: b.npy}, a: {file: a.npy}, ", with: "a: {file: a.npy}, "),
      to: "y.yaml")
    let narrow = try await run(files, "run @y.yaml --study @grown --workers 1")
    #expect(narrow.code == 0 && narrow.errors.contains("3 of 3 pairs"), "\(narrow.errors)")
    let grown = try await run(files, "run @x.yaml --study @grown --workers 1")
    #expect(grown.code == 0 && grown.errors.contains("6 of 6 pairs"), "\(grown.errors)")
    #expect(try await results("grown") == whole)
    // Other contents are another study.
    let a = try FeatureTable.read(files.path("a.npy")).features
    try NPYFile.write(
      Matrix<Float>(rows: 50, columns: 8) { $0 == 0 && $1 == 0 ? 9 : a[$0, $1] }, to: files.path("a.npy"))
    let refused = try await run(files, "run @x.yaml --study @one")
    #expect(refused.code == 64 && refused.errors.contains("other contents"), "\(refused.errors)")
  }

  @Test func everyCommandAnswers() async throws {
    let files = try files()
    let stopped = try await run(files, "run @x.yaml --study @s --time-limit 0.000001s")
    #expect(stopped.code == 75 && stopped.errors.contains("stopped after 0 of 6"), "\(stopped.errors)")
    let empty = try await run(files, "best @s")
    #expect(empty.output == "nothing is measured yet\n", "\(empty.errors)")
    #expect(try await run(files, "report @s -o @early").output.contains("6 of 6 pairs are not measured yet"))
    #expect(try await run(files, "run @x.yaml --study @s").code == 0)
    #expect(try await run(files, "status @s").output.contains("6 of 6 pairs"))
    let verified = try await run(files, "verify @s --sample 1")
    #expect(
      verified.code == 0
        && verified.output.contains("6 pairs have results, 0 have none yet, 3 were done again"),
      "\(verified.output)")
    let query = try await Program.run(
      ["index", files.path("s"), "--query", "SELECT count(*) AS n FROM pairs WHERE interval_from IS NULL"])
    #expect(query.code == 0, "\(query.errors)")
    #expect(try await run(files, "retry @s a~b").output == "a~b\n")
    #expect(try await run(files, "verify @s").code == 75)
    #expect(try await run(files, "worker @s").code == 0)
    #expect(
      try await run(files, "run @x.yaml --study @new --launcher slurm --dry-run").output.contains("sbatch"))
  }

  @Test func whatCannotBeComparedIsSaid() async throws {
    let files = try files()
    try files.write(
      "version: 1\nkind: comparison\nname: one\nspaces: {a: {file: a.npy}}\n", to: "one.yaml")
    try files.write(
      "version: 1\nkind: comparison\nname: s\nspaces: {a: {file: a.npy}, s: {file: short.npy}}\n",
      to: "short.yaml")
    try files.write(
      Self.configuration.replacing("b: {file: b.npy}", with: "l.0: {file: b.npy}"), to: "twice.yaml")
    for (arguments, code, says) in [
      (
        "run @x.yaml --study @t --set k=1%", Int32(65),
        "1% of 50 items is less than one neighbor; the smallest percentage is 2%"
      ),
      ("run @x.yaml --study @t --set k=50", 65, "it must be less than the 50 items"),
      ("run @one.yaml --study @t", 65, "one space; give two or more files"),
      ("run @short.yaml --study @t", 65, "40 rows, but "),
      ("run @twice.yaml --study @t", 65, "l.0 is the name of a layer and of a file"),
      ("run @x.yaml --study @t --set spaces.a.file=nowhere.npy", 74, "nowhere.npy: cannot be opened"),
      ("check @x.yaml --set measures=cka-debias", 64, "did you mean 'cka-debiased'?"),
    ] {
      let result = try await run(files, arguments)
      #expect(
        result.code == code && result.errorLines.last?.contains(says) == true,
        "\(arguments): \(result.code) \(result.errors)")
      #expect(!files.exists("t/manifest.json"))
    }
    // Nothing of a refused configuration stays: the same directory takes a right one.
    #expect(try await run(files, "run @x.yaml --study @t").code == 0)
    let other = try await run(files, "run @x.yaml --study @t --set k=7")
    #expect(other.code == 64 && other.errors.contains("k is"), "\(other.errors)")
  }
}
