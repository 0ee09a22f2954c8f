import Foundation
import Testing

@testable import CrossModalCLI
@testable import Dense
@testable import VectorFiles

@Suite struct NeighborsCommandTests {
  private func files() throws -> VectorFiles {
    let files = try VectorFiles()
    try files.write("zero,0,1\none,1,1\nthree,3,1\n", to: "named.csv")
    try files.write("2,1\n0.5,1\n", to: "others.csv")
    try files.write("two\nhalf\n", to: "names.txt")
    return files
  }

  private func run(_ files: VectorFiles, _ words: String) async throws -> Program.Result {
    try await Program.run(
      ["neighbors"] + words.split(separator: " ").map(String.init), in: files.directory)
  }

  private func indices(_ files: VectorFiles, _ name: String) throws -> Matrix<Float> {
    let array = try NPYFile.read(files.path(name))
    #expect(array.header.type == .int32)
    return Matrix(try FeatureTable.read(files.path(name)).features)
  }

  @Test func inOneFileByHand() async throws {
    let files = try files()
    let result = try await run(files, "named.csv -k 2 --metric euclidean -o n.npy --distances d.npy")
    #expect(result.code == 0 && result.output.isEmpty, "\(result.errors)")
    #expect(result.errors.hasSuffix("n.npy: 3 × 2 neighbors by euclidean\n"))
    #expect(try indices(files, "n.npy") == Matrix<Float>([[1, 2], [0, 2], [1, 0]]))
    #expect(
      Matrix(try FeatureTable.read(files.path("d.npy")).features)
        == Matrix<Float>([[1, 3], [1, 2], [2, 3]]))
  }

  @Test func amongAnotherFileWithNames() async throws {
    let files = try files()
    let result = try await run(
      files, "named.csv others.csv --k 1 --metric euclidean -o n.csv --names names.txt")
    #expect(result.code == 0, "\(result.errors)")
    #expect(
      try String(contentsOfFile: files.path("n.csv"), encoding: .utf8) == """
        row,name,rank,neighbor,neighbor name,distance
        1,zero,1,2,half,0.5
        2,one,1,2,half,0.5
        3,three,1,1,two,1.0

        """)
    let plain = try await run(files, "others.csv -k 1 --metric euclidean -o o.csv")
    #expect(plain.code == 0)
    #expect(
      try String(contentsOfFile: files.path("o.csv"), encoding: .utf8).hasSuffix("1,,1,2,,1.5\n2,,1,1,,1.5\n")
    )
    let noted = try await run(files, "named.csv others.csv -k 1 -o n.npy --names names.txt")
    #expect(noted.code == 0 && noted.errors.contains("names.txt: .npy has no place for names"))
  }

  @Test func theListsAreThoseOfTheSearchAndDoNotDependOnThreads() async throws {
    let files = try files()
    for threads in ["1", "2"] {
      #expect(try await run(files, "b.npy -k 7 -o n\(threads).npy --threads \(threads)").code == 0)
      #expect(
        try await run(files, "b.npy short.npy -k 40 --csls 6 -o c\(threads).npy --threads \(threads)").code
          == 0)
    }
    let found = try indices(files, "n1.npy")
    let rows = try FeatureTable.read(files.path("b.npy")).features
    let table = NeighborSearch(k: 7, metric: .cosine, includesSelf: false).neighbors(of: rows)
    #expect(found == Matrix(rows: 50, columns: 7, elements: table.indices.map(Float.init)))
    #expect(try indices(files, "n2.npy") == found)
    let all = try indices(files, "c1.npy")
    #expect(try indices(files, "c2.npy") == all)
    #expect((0..<50).allSatisfy { Set(all.numbers(ofRow: $0)) == Set((0..<40).map(Float.init)) })
  }

  @Test func pathsGiveTheSameListsAndOthersAreRefused() async throws {
    let files = try files()
    for path in NeighborPath.allCases.filter(\.isAvailable) {
      let result = try await run(files, "b.npy -k 7 -o \(path.rawValue).npy --path \(path.rawValue)")
      #expect(result.code == 0, "\(result.errors)")
      #expect(try indices(files, "\(path.rawValue).npy") == indices(files, "automatic.npy"))
    }
    // A processor without AVX2, or what looks like one.
    let refused = try await Program.run(
      ["neighbors", "b.npy", "-o", "n.npy", "--path", "int16"],
      environment: ["CROSSMODAL_INSTRUCTIONS": "baseline"],
      in: files.directory)
    #expect(refused.code == 69 && refused.errorLines.count == 1)
    #expect(refused.errors.contains("--path int16: this processor has automatic, openblas"))
    let plain = try await Program.run(
      ["neighbors", "b.npy", "-k", "7", "-o", "n.npy"], environment: ["CROSSMODAL_INSTRUCTIONS": "baseline"],
      in: files.directory)
    #expect(plain.code == 0)
    #expect(try indices(files, "n.npy") == indices(files, "automatic.npy"))
    #expect(try await run(files, "b.npy -o n.npy --csls 5 --path openblas").code == 64)
    #expect(try await run(files, "b.npy -o n.npy --path int4").code == 64)
  }

  static let cases: [(String, Int32, String)] = [
    ("b.npy -k 50 -o n.npy", 65, "must be from 1 to 49"), ("b.npy short.npy -k 41 -o n.npy", 65, "1 to 40"),
    ("b.npy -k 0 -o n.npy", 64, "-k 0"), ("a.npy b.npy -o n.npy", 65, "6 columns"),
    ("b.npy -o n.bin", 64, ".npy, .csv or .tsv"), ("b.npy -o b.npy", 64, "is read by this command"),
    ("b.npy -o n.npy --distances n.npy", 64, "written twice"),
    ("b.npy -o n.npy --distances d.csv", 64, ".npy"),
    ("b.npy -o n.csv --names names.txt", 65, "2 names, but there are 50 items"),
    ("b.npy -o n.npy --metric inner-product", 64, "cosine"), ("b.npy -o n.npy --csls 0", 64, "--csls 0"),
    ("b.npy -o n.npy --csls 50", 65, "1 to 49"), ("b.npy short.npy -o n.npy --csls 41", 65, "1 to 40"),
    ("b.npy -o n.npy --csls 5 --metric euclidean", 64, "--metric euclidean"),
    ("b.npy -o n.npy --threads 0", 64, "--threads 0"), ("nan.csv -k 1 -o n.npy", 65, "line 2, column 2"),
    ("b.npy -o no/n.npy", 74, "no such file or directory"), ("missing.npy -o n.npy", 74, "cannot be opened"),
  ]

  @Test(arguments: cases) func badInputIsOneLine(_ words: String, _ code: Int32, _ says: String) async throws
  {
    let files = try files()
    try files.write("1,2\n3,nan\n", to: "nan.csv")
    let result = try await run(files, words)
    #expect(result.code == code, "\(result.errors)")
    #expect(
      result.output.isEmpty && result.errorLines.count == 1 && result.errors.contains(says),
      "\(result.errors)")
    #expect(!files.exists("n.npy") && !files.exists("n.csv"))
  }
}
