import Foundation
import TestSupport
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

/// `map` and `convert` to ONNX from outside.
@Suite struct MapCommandTests {
  // z = 2 (x₁ − 1) + (x₂ − 2) + 3, of targets the sum minus 1.
  private let files: VectorFiles

  init() throws {
    files = try VectorFiles()
    let network = Network<Float>(
      shape: .init(inputs: 2, hidden: [], outputs: 1, activation: .linear),
      layers: [.init(weights: Matrix([[2], [1]]), bias: [3])])
    let map = FittedMap(
      inputSteps: [.scaling(shift: [1, 2], factor: [1, 1])], network: network,
      targetSteps: [.projection(shift: [0, 1, 0], matrix: Matrix([[1], [1], [1]]))])
    try ModelFile.write(map, metadata: ["scores": "{}"], to: files.path("m.safetensors"))
    try StepFile.write([.unitLength], to: files.path("s.safetensors"))
  }

  private func map(_ arguments: String...) async throws -> Program.Result {
    try await Program.run(["map"] + arguments, in: files.directory)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: files.path(name), encoding: .utf8)
  }

  @Test func namesGoAlong() async throws {
    try files.write("cat,1,2\ndog,0.5,4\n\"a, b\",1,1\n", to: "x.csv")
    #expect(try await map("m.safetensors", "x.csv", "-o", "z.csv").code == 0)
    #expect(try text("z.csv") == "cat,3.0\ndog,4.0\n\"a, b\",2.0\n")
    #expect(try await map("m.safetensors", "x.csv", "-o", "z.tsv").code == 0)
    #expect(try text("z.tsv") == "cat\t3.0\ndog\t4.0\na, b\t2.0\n")
    let array = try await map("m.safetensors", "x.csv", "-o", "z.npy")
    #expect(array.code == 0 && array.errors.contains("z.npy: has no place for the names of the rows"))
    #expect(
      try bits(FeatureTable.read(files.path("z.npy")).features) == [3, 4, 2].map { [Float($0).bitPattern] })
    let named = try await map("m.safetensors", "x.csv", "-o", "z.npy", "--names", "n.txt")
    #expect(named.code == 0 && named.errorLines.allSatisfy { !$0.contains("no place") })
    #expect(try text("n.txt") == "cat\ndog\na, b\n")
  }

  /// Names that are all numbers read back as names.
  @Test func numbersAsNames() async throws {
    try files.write("id,a,b\n1007,1,2\n1003,0.5,4\n", to: "x.csv")
    #expect(try await map("m.safetensors", "x.csv", "-o", "z.csv").code == 0)
    #expect(try text("z.csv") == "id,z1\n1007,3.0\n1003,4.0\n")
    let read = try FeatureTable.read(files.path("z.csv"))
    #expect(read.names == ["1007", "1003"] && read.features.columns == 1)
  }

  @Test func targetsAndStepsAlone() async throws {
    try files.write("1,2,3.5\n0,1.5,0\n", to: "y.csv")
    #expect(try await map("m.safetensors", "y.csv", "-o", "t.csv", "--target").code == 0)
    #expect(try text("t.csv") == "5.5\n0.5\n")
    #expect(try await map("s.safetensors", "y.csv", "-o", "u.csv").code == 0)
    #expect(try FeatureTable.read(files.path("u.csv")).features.numbers(ofRow: 1) == [0, 1, 0])
  }

  @Test func bitsDoNotDependOnThreads() async throws {
    try NPYFile.write(matrixOfNoise(rows: 4000, columns: 2).view, to: files.path("x.npy"))
    for threads in ["1", "2", "7"] {
      #expect(try await map("m.safetensors", "x.npy", "-o", threads + ".npy", "--threads", threads).code == 0)
    }
    let read = try ["1", "2", "7"].map { try Data(contentsOf: URL(filePath: files.path($0 + ".npy"))) }
    #expect(read[0] == read[1] && read[1] == read[2] && read[0].count > 16_000)
  }

  @Test func whatCannotBeMappedIsOneLine() async throws {
    try files.write("1,2\n0.5,4\n", to: "x.csv")
    try files.write("1,2,3.5\n", to: "wide.csv")
    try files.write("3e38,3e38\n", to: "large.csv")
    var numbers = matrixOfNoise(rows: 1500, columns: 2)
    (numbers[1400, 1], numbers[1499, 0]) = (.nan, .infinity)
    try NPYFile.write(numbers.view, to: files.path("nan.npy"))
    try ModelFile.write(
      FittedMap(network: try ModelFile.readMap(files.path("m.safetensors")).map.network),
      to: files.path("plain.safetensors"))
    let cases: [([String], Int32, String)] = [
      (
        ["m.safetensors", "wide.csv"], 65,
        "wide.csv: 3 columns, but m.safetensors maps vectors of dimension 2"
      ),
      (
        ["m.safetensors", "x.csv", "--target"], 65,
        "2 columns, but m.safetensors takes targets of dimension 3"
      ),
      (["m.safetensors", "nan.npy"], 65, "nan.npy: row 1401, column 2: nan"),
      (["plain.safetensors", "large.csv"], 65, "row 1, column 1 is inf"),
      (["s.safetensors", "x.csv", "--target"], 64, "--target: s.safetensors has feature steps only"),
      (["m.safetensors", "x.csv", "--names", "n.txt"], 64, "x.csv names no rows"),
      (["m.safetensors", "x.csv", "--threads", "0"], 64, "--threads 0"),
      (["x.csv", "x.csv"], 65, "x.csv"),
    ]
    for (arguments, code, says) in cases {
      let result = try await Program.run(["map"] + arguments + ["-o", "z.npy"], in: files.directory)
      #expect(result.code == code && result.errorLines.count == 1, "\(arguments): \(result.errors)")
      #expect(result.errors.contains(says), "\(result.errors)")
      #expect(!files.exists("z.npy") && !files.exists("n.txt"))
    }
    let ending = try await map("m.safetensors", "x.csv", "-o", "z.onnx")
    #expect(ending.code == 64 && ending.errors.contains("allowed endings are .npy, .csv, .tsv"))
    let left = try FileManager.default.contentsOfDirectory(atPath: files.directory)
    #expect(left.allSatisfy { !$0.hasPrefix(".crossmodal") })
  }

  @Test func aModelBecomesAGraph() async throws {
    let arguments = ["convert", "m.safetensors", "m.onnx"]
    let first = try await Program.run(arguments, in: files.directory)
    #expect(first.code == 0 && first.errors.contains("m.onnx: a map from 2 to 1 numbers"))
    let written = try Data(contentsOf: URL(filePath: files.path("m.onnx")))
    let second = try await Program.run(arguments, in: files.directory)
    #expect(second.code == 64 && second.errorLines.count == 1 && second.errors.contains("m.onnx: exists"))
    #expect(try Data(contentsOf: URL(filePath: files.path("m.onnx"))) == written)
    let vectors = try await Program.run(["convert", "a.npy", "a.onnx"], in: files.directory)
    #expect(vectors.code == 65 && vectors.errorLines.count == 1 && !files.exists("a.onnx"))
  }
}
