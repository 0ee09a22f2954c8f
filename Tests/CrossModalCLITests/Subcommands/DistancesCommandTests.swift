import Foundation
import TestSupport
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct DistancesCommandTests {
  private func distances(_ files: VectorFiles, _ arguments: [String]) async throws -> (
    Matrix<Float>, String
  ) {
    let result = try await Program.run(["distances"] + arguments + ["-o", files.path("d.npy")])
    #expect(result.code == 0 && result.output.isEmpty)
    return (Matrix(try FeatureTable.read(files.path("d.npy")).features), result.errors)
  }

  @Test func ofOneFileAndOfTwo() async throws {
    let files = try VectorFiles()
    for metric in DistanceMetric.allCases {
      let (one, said) = try await distances(files, [files.path("a.npy"), "--metric", metric.rawValue])
      #expect(one.rows == 50 && one.columns == 50 && one == one.transposed)
      #expect((0..<50).allSatisfy { one[$0, $0] == 0 })
      #expect(said == "\(files.path("d.npy")): 50 × 50 \(metric.rawValue) distances\n")
    }
    let (two, _) = try await distances(files, [files.path("b.npy"), files.path("short.npy")])
    #expect(two.rows == 50 && two.columns == 40 && two[3, 3] == 0)
  }

  @Test func correlationByHand() async throws {
    let files = try VectorFiles()
    try files.write("0.5,1.5,2.5\n3,2,1\n12,14,16\n5,5,5\n", to: "c.csv")
    let (found, _) = try await distances(files, [files.path("c.csv"), "--metric", "correlation"])
    let expected = Matrix<Float>([[0, 2, 0, 1], [2, 0, 2, 1], [0, 2, 0, 1], [1, 1, 1, 1]])
    #expect(largestDifference(found, expected) < 1e-6)
  }

  @Test func numbersThatFloatDoesNotHold() async throws {
    let files = try VectorFiles()
    try NPYFile.write(
      Matrix<Double>([[1e8, 1], [1e8 + 3, 5], [1e8 + 3, 5]]).view, to: files.path("far.npy"))
    let (found, said) = try await distances(files, [files.path("far.npy"), "--metric", "euclidean"])
    #expect(found == Matrix<Float>([[0, 5, 5], [5, 0, 0], [5, 0, 0]]))
    #expect(said.contains("far.npy: float32 would move the rows by"))
    let rows = normalMatrix(80, 6, seed: 1, as: Double.self)
    let exact = Matrix<Double>(rows: 80, columns: 6) { (rows[$0, $1] * 0x1p20).rounded() * 0x1p-20 }
    let moved = Matrix<Double>(rows: 80, columns: 6) { exact[$0, $1] + 1e8 }
    try NPYFile.write(exact.view, to: files.path("exact.npy"))
    try NPYFile.write(moved.view, to: files.path("moved.npy"))
    let overlap = try await Program.run([
      "overlap", files.path("exact.npy"), files.path("moved.npy"), "--metric", "euclidean", "--json",
    ])
    #expect(overlap.code == 0 && overlap.output.contains("\"euclidean\" : 1"))
    #expect(
      overlap.errors.contains("moved.npy: float32 would make")
        && !overlap.errors.contains("exact.npy: float32"))
  }

  @Test func distancesThatFloatDoesNotHoldAreRefused() async throws {
    let files = try VectorFiles()
    let output = files.path("d.npy")
    try NPYFile.write(Matrix<Double>([[1e-60, 0], [0, 0]]).view, to: files.path("tiny.npy"))
    try NPYFile.write(Matrix<Float>([[3e38, 0], [-3e38, 0]]).view, to: files.path("huge.npy"))
    for (name, distance) in [("tiny.npy", "1e-60"), ("huge.npy", "inf")] {
      let result = try await Program.run([
        "distances", files.path(name), "-o", output, "--metric", "euclidean",
      ])
      #expect(result.code == 65 && result.errorLines.count == 1 && !files.exists("d.npy"))
      #expect(
        result.errors.hasPrefix(
          "crossmodal: \(output): the distance from row 1 to row 2 is \(distance), which float32 does not hold"
        ))
    }
  }
}
