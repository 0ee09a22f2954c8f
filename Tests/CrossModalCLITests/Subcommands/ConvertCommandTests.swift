import Foundation
import Testing

@testable import Dense
@testable import VectorFiles

@Suite struct ConvertCommandTests {
  private static let matrices = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("ForeignFilesTests/Golden").path

  /// Any way from format to format and back gives the same bits.
  @Test func aRoundThroughAllFormats() async throws {
    let files = try VectorFiles()
    let path = ["a.npy", "1.npz", "2.csv", "3.safetensors", "4.tsv", "5.npy"].map(files.path)
    for (from, to) in zip(path, path.dropFirst()) {
      let result = try await Program.run(["convert", from, to])
      #expect(result.code == 0 && result.output.isEmpty && result.errorLines.count == 1, "\(result.errors)")
      #expect(result.errors.contains("50 × 8"))
    }
    #expect(try Data(contentsOf: URL(filePath: path[0])) == Data(contentsOf: URL(filePath: path[5])))
  }

  @Test func matricesKeepTypeAndOrientation() async throws {
    let files = try VectorFiles()
    for (name, shape) in [
      ("v5.mat:m", [3, 4]), ("v73.mat:m", [3, 4]), ("plain.h5:group/inner", [3, 4]), ("only.mat", [3, 4]),
    ] {
      let result = try await Program.run(["convert", Self.matrices + "/" + name, files.path("m.npy")])
      #expect(result.code == 0, "\(result.errors)")
      let array = try NPYFile.read(files.path("m.npy"))
      #expect(array.header == NPYHeader(type: .float64, shape: shape), "\(name)")
    }
  }

  @Test func wordsGoBesideTheNumbers() async throws {
    let files = try VectorFiles()
    try files.write("cat 1 2 3\n. . . 4 5 6\ndog 7 8 9\ncat 0 0 1\n", to: "glove.txt")
    try files.write("dog\n. . .\nowl\n", to: "only.txt")
    var result = try await Program.run([
      "convert", files.path("glove.txt"), files.path("g.npy"), "--names", files.path("names.txt"),
    ])
    #expect(result.code == 0 && result.errors.contains("repeated words left out: 1"), "\(result.errors)")
    #expect(try String(contentsOfFile: files.path("names.txt"), encoding: .utf8) == "cat\n. . .\ndog\n")
    result = try await Program.run([
      "convert", files.path("glove.txt"), files.path("g.csv"), "--only", files.path("only.txt"),
    ])
    #expect(result.code == 0 && result.errors.contains("2 of 3 words"), "\(result.errors)")
    #expect(
      try String(contentsOfFile: files.path("g.csv"), encoding: .utf8)
        == ". . .,4.0,5.0,6.0\ndog,7.0,8.0,9.0\n")
  }

  @Test func latin1IsReadWhereItIsSaid() async throws {
    let files = try VectorFiles()
    try Data(Array("caf".utf8) + [0xe9] + Array(" 1 2 3\n".utf8)).write(
      to: URL(filePath: files.path("l.txt")))
    var result = try await Program.run(["convert", files.path("l.txt"), files.path("l.csv")])
    #expect(
      result.code == 65 && result.errors.contains("line 1") && result.errors.contains("--encoding latin1"))
    result = try await Program.run([
      "convert", files.path("l.txt"), files.path("l.csv"), "--encoding", "latin1",
    ])
    #expect(result.code == 0, "\(result.errors)")
    #expect(try String(contentsOfFile: files.path("l.csv"), encoding: .utf8) == "café,1.0,2.0,3.0\n")
  }

  @Test func refusesWhatWouldBeLost() async throws {
    let files = try VectorFiles()
    try files.write("cat 1 2 3\n", to: "glove.txt")
    try files.write("a b,1\nc,2\n", to: "labels.csv")
    try NPYFile.write(Matrix<Double>([[0.1, 1]]).view, to: files.path("double.npy"))
    try NPYFile.write(Matrix<Double>([[1e300, 1]]).view, to: files.path("large.npy"))
    let cases: [([String], Int32, String)] = [
      (["glove.txt", "g.npy"], 64, "--names"), (["labels.csv", "g.npz"], 64, "--names"),
      (["double.npy", "g.safetensors"], 65, "row 1, column 1: 0.1 is no float32"),
      (["large.npy", "g.npy", "--float32"], 65, "exceeds the range of float32"),
      (["a.npy", "g.npy", "--names", "n.txt"], 64, "names no rows"),
      (["a.npy", "g.txt"], 64, "allowed endings"),
      (["a.npy", "g.npy", "--only", "glove.txt"], 64, "no file of word vectors"),
      (["missing.txt", "g.npy"], 74, "cannot be opened"),
    ]
    for (arguments, code, says) in cases {
      let result = try await Program.run(
        ["convert"] + arguments.map { $0.hasPrefix("--") ? $0 : files.path($0) })
      #expect(
        result.code == code && result.errorLines.count == 1 && result.errors.contains(says),
        "\(result.errors)")
    }
    for name in ["g.npy", "g.npz", "g.safetensors", "g.txt", "n.txt"] { #expect(!files.exists(name)) }
    let rounded = try await Program.run([
      "convert", files.path("double.npy"), files.path("r.safetensors"), "--float32",
    ])
    #expect(rounded.code == 0)
  }
}
