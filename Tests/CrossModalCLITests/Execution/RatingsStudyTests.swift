import Foundation
import Testing

/// `kind: ratings` from outside: check, plan, run, report.
@Suite struct RatingsStudyTests {
  private static let configuration = """
    version: 1
    kind: ratings
    name: words
    vectors: {word2vec: {file: v.bin}, mine: {file: v.txt}}
    ratings: {WS-353: {file: r.txt}, own: {file: r.csv}}
    maps: {initializer: [{uniform: {scale: 2}}, glorot-uniform], activation: [tanh, relu], hidden-units: 32, outputs: 16, draws: 3}
    bootstrap: 50
    """

  private func files(_ configuration: String = configuration) throws -> WordFiles {
    let files = try WordFiles()
    try files.write(configuration, to: "x.yaml")
    return files
  }

  @Test func fromTheFileToTableTen() async throws {
    let files = try files()
    let check = try await files.run("check @x.yaml")
    #expect(check.code == 0 && check.output.contains("kind: ratings\n"))
    let plan = try await files.run("plan @x.yaml")
    // Of each vectors: none, 2 linear maps, 2 × 2 networks; 3 draws.
    #expect(
      plan.output
        == "14 rows of correlations with 2 sets of ratings: 2 sets of vectors, plain and behind 36 untrained maps\n"
    )
    #expect(try await files.run("plan @x.yaml --json").output.contains("\"rows\": 14"))
    let run = try await files.run("run @x.yaml --study @s --workers 2")
    #expect(run.code == 0 && run.errors.contains("14 of 14 rows have results"), "\(run.errors)")
    let report = try await files.run("report @s -o @page")
    #expect(report.code == 0, "\(report.errors)")
    #expect(report.output.contains("Table 10 is made with uniform 2, tanh, 32 → 16. Mean over 3 draws."))
    // The paper's row with ours next to it, a row of our own, and the ratings that only we have.
    #expect(report.output.contains("| f\\_nn(word2vec) | ") && report.output.contains("(paper **0.665**, "))
    #expect(report.output.contains("| f\\_nn(mine) | ") && report.output.contains("own cosine"))
    for name in [
      "index.html", "tables/table-10.md", "tables/table-10.csv", "tables/table-10.tex", "tables/settings.csv",
    ] {
      #expect(FileManager.default.fileExists(atPath: files.path("page/" + name)))
    }
    let page = try String(contentsOfFile: files.path("page/index.html"), encoding: .utf8)
    #expect(
      page.contains("id=\"table-10\"")
        && page.contains("initializer: [{uniform: {scale: 2}}, glorot-uniform]"))
    #expect(try await files.run("report @s -o @page --table 10").output.hasPrefix("## Table 10 of the paper"))
    let similarity = try await files.run(
      "similarity @v.bin --ratings @r.txt --map nn --hidden-units 32 --outputs 16 --scale 2 --draws 3 --json")
    let csv = try String(contentsOfFile: files.path("page/tables/table-10.csv"), encoding: .utf8)
    let line = try #require(
      csv.split(separator: "\n").first { $0.hasPrefix("table-10,word2vec,nn,WS-353,cosine,") })
    let value = String(line.split(separator: ",")[5])
    #expect(similarity.output.contains(value))
  }

  /// `check --data` counts the pairs and the rated words that vectors hold, and says all that is wrong at once.
  @Test func checkOfTheDataCountsAndSaysAllErrors() async throws {
    let files = try files()
    let check = try await files.run("check --data @x.yaml")
    #expect(check.code == 0 && check.output.hasSuffix("no errors\n"), "\(check.output)\(check.errors)")
    #expect(check.output.contains("WS-353: ") && check.output.contains(" pairs\n"), "\(check.output)")
    #expect(check.output.contains(" that are rated\n"), "\(check.output)")
    #expect(!FileManager.default.fileExists(atPath: files.path("words.study")))
    try files.write(
      Self.configuration.replacingOccurrences(of: "file: r.csv", with: "file: gone.csv")
        .replacingOccurrences(of: "file: v.txt", with: "file: r.txt"), to: "x.yaml")
    let wrong = try await files.run("check --data @x.yaml")
    #expect(wrong.code == 74 || wrong.code == 65, "\(wrong.errors)")
    #expect(wrong.errorLines.count == 1 && wrong.errors.contains("of 2 errors"), "\(wrong.errors)")
    #expect(wrong.output.contains("gone.csv") && wrong.output.contains("r.txt"), "\(wrong.output)")
  }

  /// What was read of a rating file is said where a study takes it in, and what is not evident is refused.
  @Test func columnsAreSaidAndAsked() async throws {
    let files = try files()
    let text = try String(contentsOfFile: files.path("r.csv"), encoding: .utf8)
    let ranked = text.split(separator: "\n").enumerated().map { ($0 == 0 ? "id" : "\($0)") + ",\($1)\n" }
    try files.write(ranked.joined(), to: "r.csv")
    let run = try await files.run("run @x.yaml --study @s --workers 1")
    #expect(
      run.code == 0 && run.errors.contains("r.csv: the words are in columns 2 ('word1')"), "\(run.errors)")
    try files.write("sun\tN\t3\ntree\tV\t4\n", to: "r.csv")
    let refused = try await files.run("run @x.yaml --study @t")
    #expect(
      refused.code == 65 && refused.errors.contains("ratings.own.word-columns and ratings.own.rating-column"),
      "\(refused.errors)")
    try files.write("sun-n\tmoon-n\t3\nsea-n\tfar-n\t4\n", to: "r.csv")
    let tagged = try await files.run("run @x.yaml --study @u --workers 1")
    #expect(
      tagged.code == 0 && tagged.errors.contains("0 of 2 pairs have vectors; without the tags"),
      "\(tagged.errors)")
    let stripped = try await files.run("run @x.yaml --study @w --workers 1 --set ratings.own.strip-tags=true")
    #expect(stripped.code == 0 && !stripped.errors.contains("tags"), "\(stripped.errors)")
  }

  @Test func othersDirectoriesStayAsTheyAre() async throws {
    let files = try files()
    try FileManager.default.createDirectory(
      atPath: files.path("theirs"), withIntermediateDirectories: true)
    try files.write("theirs", to: "theirs/configuration.yaml")
    let maps = "{name: m, image: {x: {file: x.npy}}, text: {y: {file: y.npy}}}"
    try files.write("version: 1\nname: m\ndataset: \(maps)\nmodels: [lin]\nlosses: [mse]\n", to: "maps.yaml")
    for configuration in ["x.yaml", "maps.yaml"] {
      let refused = try await files.run("run @\(configuration) --study @theirs")
      #expect(
        refused.code == 64 && refused.errors.contains("needs a new or empty directory"), "\(refused.errors)")
    }
    #expect(try String(contentsOfFile: files.path("theirs/configuration.yaml"), encoding: .utf8) == "theirs")
    #expect(try FileManager.default.contentsOfDirectory(atPath: files.path("theirs")).count == 1)

    #expect(try await files.run("run @x.yaml --study @s").code == 0)
    let refused = try await files.run("run @maps.yaml --study @s")
    #expect(
      refused.code == 64 && refused.errors.contains("its kind is ratings, not maps"), "\(refused.errors)"
    )
    #expect(try await files.run("report @s -o @page").code == 0)
  }

  @Test func aTimeLimitEndsItAndItGoesOn() async throws {
    let files = try files()
    let stopped = try await files.run("run @x.yaml --study @s --time-limit 0.000001s")
    #expect(stopped.code == 75 && stopped.errors.contains("stopped after 0 of 14"), "\(stopped.errors)")
    #expect(try await files.run("run @x.yaml --study @s --time-limit 1h").code == 0)
  }

  @Test func vectorsAreNoRatingsAndMissingWordsAreSaid() async throws {
    let files = try files(Self.configuration.replacing("r.csv", with: "v.txt"))
    let vectors = try await files.run("run @x.yaml --study @s")
    #expect(
      vectors.code == 65 && vectors.errors.contains("has words in column 1 only"), "\(vectors.errors)")
    try files.write("nobody\tnothing\t3\nnoone\tnowhere\t2\n", to: "no.txt")
    try files.write(Self.configuration.replacing("r.csv", with: "no.txt"), to: "y.yaml")
    let missing = try await files.run("run @y.yaml --study @t")
    #expect(missing.code == 0 && missing.errors.contains("word2vec: no pair of own has both words\n"))
  }

  @Test func workersAndPartsGiveTheSame() async throws {
    let files = try files()
    func results(_ study: String) async throws -> String {
      let result = try await files.run("results @\(study)")
      try #require(result.code == 0, "\(result.errors)")
      return result.output.split(separator: "\n").map { line in
        SmallStudy.columns(line).dropLast(5).joined(separator: "|")
      }.joined(separator: "\n")
    }
    _ = try await files.run("run @x.yaml --study @one --workers 1")
    #expect(try await files.run("run @x.yaml --study @two --workers 2").code == 0)
    let whole = try await results("one")
    #expect(try await results("two") == whole)
    // 14 rows, each with two sets of ratings, and the head.
    #expect(whole.split(separator: "\n").count == 29)
    // Begun narrow and then widened: only what is new is done, and nothing tells the two apart.
    let narrow = try await files.run(
      "run @x.yaml --study @grown --set maps.activation=tanh --set models=[nn]")
    #expect(narrow.code == 0 && narrow.errors.contains("6 of 6 rows"), "\(narrow.errors)")
    #expect(try await files.run("worker @grown").code == 0)
    #expect(try await files.run("run @x.yaml --study @grown").code == 0)
    #expect(try await results("grown") == whole)
    // Other contents are another study.
    try files.write(
      WordFiles.text(WordFiles.vectors.map { ($0.word, [$0.numbers[1], $0.numbers[0] * 2]) }), to: "v.txt")
    let refused = try await files.run("run @x.yaml --study @one")
    #expect(refused.code == 64 && refused.errors.contains("other contents"), "\(refused.errors)")
  }

  @Test func everyCommandAnswers() async throws {
    let files = try files()
    #expect(try await files.run("run @x.yaml --study @s").code == 0)
    let status = try await files.run("status @s")
    #expect(status.code == 0 && status.output.contains("14 of 14 rows"), "\(status.output)")
    let verified = try await files.run("verify @s --sample 2")
    #expect(
      verified.code == 0
        && verified.output.contains("14 rows have results, 0 have none yet, 4 were done again"))
    let best = try await files.run("best @s --json")
    #expect(best.code == 0 && best.output.contains("\"vectors\": \"word2vec\""), "\(best.output)")
    #expect(try await files.run("best @s").output.hasPrefix("word2vec\n    no ratings of which 100 pairs"))
    let query = try await Program.run(
      ["index", files.path("s"), "--query", "SELECT count(*) AS n FROM rows"])
    #expect(query.code == 0 && query.output.hasSuffix("28\n"), "\(query.errors)")
    let journal = try await files.run("export @s --to optuna-journal")
    #expect(journal.code == 0 && journal.output.contains("\"directions\":[2,2]"))
    let name = "word2vec/none/bootstrap=50"
    #expect(try await files.run("retry @s \(name)").output == name + "\n")
    #expect(try await files.run("verify @s").code == 75)
    #expect(try await files.run("worker @s").code == 0)
    #expect(try await files.run("verify @s").code == 0)
    #expect(
      try await files.run("run @x.yaml --study @new --launcher slurm --dry-run").output.contains("sbatch"))
  }

  @Test func anotherKernelIsRefused() async throws {
    let files = try files()
    let haswell: [String: String?] = ["OPENBLAS_CORETYPE": "Haswell"]
    let other: [String: String?] = ["OPENBLAS_CORETYPE": "Sandybridge"]
    #expect(
      try await files.run("run @x.yaml --study @s --workers 1 --time-limit 0.001s", environment: haswell).code
        == 75)
    for command in ["worker @s", "run @x.yaml --study @s --workers 1"] {
      let result = try await files.run(command, environment: other)
      #expect(result.code == 69 && result.errors.contains("--allow-mixed-kernels"), "\(result.errors)")
    }
    #expect(try await files.run("worker @s --allow-mixed-kernels", environment: other).code == 0)
  }

  @Test func anotherConfigurationIsRefused() async throws {
    let files = try files()
    _ = try await files.run("run @x.yaml --study @s")
    for (arguments, code, says) in [
      ("run @x.yaml --study @s --set seed=2", Int32(64), "seed is 1 there and 2 here"),
      ("run @x.yaml --study @t --set vectors.mine.file=nowhere.txt", 74, "nowhere.txt: cannot be opened"),
      ("check @x.yaml --set maps.draws=0", 64, "maps.draws: found the number 0"),
      ("report @s --table 3", 64, "which make table 10"),
    ] {
      let result = try await files.run(arguments)
      #expect(
        result.code == code && result.errorLines.count == 1 && result.errors.contains(says),
        "\(result.errors)")
    }
  }
}
