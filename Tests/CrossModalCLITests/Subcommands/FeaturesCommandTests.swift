import Foundation
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct FeaturesCommandTests {
  private static func rows(_ path: String) throws -> Matrix<Float> {
    Matrix(try FeatureTable.read(path).features)
  }

  @Test func principalComponentsSeeTrainingRowsAlone() async throws {
    let files = try VectorFiles()
    // Other rows than 1-30 and 41 are changed.
    var other = try Self.rows(files.path("a.npy"))
    for row in 30..<50 where row != 40 { for column in 0..<8 { other[row, column] *= -100 } }
    try NPYFile.write(other.view, to: files.path("other.npy"))
    for name in ["a", "other"] {
      let result = try await Program.run([
        "features", "pca", files.path("\(name).npy"), "-o", files.path("\(name)-pca.npy"), "--dimensions",
        "3",
        "--train-rows", "1-30,41", "-m", files.path("\(name).safetensors"),
      ])
      #expect(result.code == 0 && result.output.isEmpty, "\(result.errors)")
      #expect(
        result.errors.contains("50 × 3, fitted on 31 rows, ") && result.errors.contains("of their variance"))
    }
    let (before, after) = (try Self.rows(files.path("a-pca.npy")), try Self.rows(files.path("other-pca.npy")))
    #expect(before.rows(0..<30).elementsEqual(after.rows(0..<30)))
    #expect(before != after)
    let bytes = try ["a", "other"].map {
      try Data(contentsOf: URL(filePath: files.path("\($0).safetensors")))
    }
    #expect(bytes[0] == bytes[1])
    let mapped = try await Program.run([
      "map", files.path("a.safetensors"), files.path("other.npy"), "-o", files.path("z.npy"),
    ])
    #expect(mapped.code == 0, "\(mapped.errors)")
    #expect(try Self.rows(files.path("z.npy")) == after)
  }

  @Test func withoutTrainingRowsTheNumbersAreThoseOfBefore() async throws {
    let files = try VectorFiles()
    // With the kernels of this process: others round otherwise.
    let result = try await Program.run(
      ["features", "pca", files.path("a.npy"), "-o", files.path("p.npy"), "--dimensions", "4"],
      environment: ["OPENBLAS_CORETYPE": BLASLibrary.kernel])
    #expect(result.code == 0 && result.errors.contains("% of the variance"))
    let expected = try PrincipalComponents(try Self.rows(files.path("a.npy")), dimensions: 4).features
    #expect(try Self.rows(files.path("p.npy")) == expected)
  }

  @Test func latentSemanticsAreKeptAndApplied() async throws {
    let files = try VectorFiles()
    let texts = (0..<20).map { "item\($0)\tred w\($0 % 3) w\($0 % 5)" }
    try files.write(texts.joined(separator: "\n") + "\nnew\tgreen\nlast\tred green\n", to: "t.tsv")
    let fitted = try await Program.run([
      "features", "lsa", files.path("t.tsv"), "-o", files.path("l.npy"), "--dimensions", "3", "--train-rows",
      "1-20", "-m", files.path("l.safetensors"),
    ])
    #expect(fitted.code == 0, "\(fitted.errors)")
    #expect(
      fitted.errors.contains("22 × 3, 1 texts without a known term, 1 zero rows, fitted on 20 texts, 6 terms")
    )
    let mapped = try await Program.run([
      "map", files.path("l.safetensors"), files.path("t.tsv"), "-o", files.path("m.npy"),
    ])
    #expect(mapped.code == 0, "\(mapped.errors)")
    #expect(try Self.rows(files.path("l.npy")) == Self.rows(files.path("m.npy")))
    #expect(try Self.rows(files.path("l.npy")).numbers(ofRow: 20) == [0, 0, 0])
    let refused = try await Program.run([
      "map", files.path("l.safetensors"), files.path("t.tsv"), "-o", files.path("n.npy"), "--target",
    ])
    #expect(refused.code == 64 && refused.errorLines.count == 1 && !files.exists("n.npy"))
  }

  @Test(arguments: [
    ("pca @a.npy -o @p.npy --train-rows 1-60", 64, "must be at least two of the rows 1 to 50"),
    ("pca @a.npy -o @p.npy --train-rows 3", 64, "at least two"),
    (
      "pca @a.npy -o @p.npy --train-rows 1-5 --dimensions 5", 65,
      "5 training rows of 8 columns; must be from 1 to 4"
    ),
    ("pca @a.npy -o @p.npy -m @q.npy", 64, "must be a file that ends in .safetensors"),
    ("pca @a.npy -o @p.npy -m @a.npy", 64, "is read by this command"),
    ("pca @a.npy -o @p.npy -m @no/such.safetensors", 74, "no such file or directory"),
    ("lsa @t.tsv -o @p.npy --train-rows 1-2 --dimensions 3", 65, "2 training texts; expected: at least"),
  ])
  func whatCannotBeFittedIsOneLine(arguments: String, code: Int32, says: String) async throws {
    let files = try VectorFiles()
    try files.write("a b\nc d\ne f\n", to: "t.tsv")
    let words = (["features"] + arguments.split(separator: " ").map(String.init)).map {
      $0.hasPrefix("@") ? files.path(String($0.dropFirst())) : $0
    }
    let result = try await Program.run(words)
    #expect(
      result.code == code && result.errorLines.count == 1 && result.errors.contains(says), "\(result.errors)")
    #expect(!files.exists("p.npy"))
  }
}

extension MatrixView<Float> {
  fileprivate func elementsEqual(_ other: MatrixView<Float>) -> Bool { Matrix(self) == Matrix(other) }
}
