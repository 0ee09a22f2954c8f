import CrossModal
import Dense
import Foundation
import VectorFiles

/// What every solved family gives for the files of a folder, so that other programs can check it in Double.
struct SolvedCase {
  private struct Solved: Encodable {
    var penalty: Double
    var ridge: [[Double]]
    var reducedRank: [[Double]]
    var correlations: [Double]
    var leaveOneOut: [Double]
    var notes: [String]
  }

  private struct Document: Encodable {
    var version = 1
    var solved: [Solved]
    var bestPenalties: [Double]
    var folds: [Double]
    var procrustes: [[Double]]
    var procrustesResidual: Double
  }

  private let document: Document

  /// Reads x.npy, y.npy and held-out.npy of a folder and solves; images are those of the held-out rows, folds are consecutive.
  init(folder: String, penalties: [Double], rank: Int?, folds: Int) throws {
    func read(_ name: String) throws -> Matrix<Double> {
      do { return try NPYFile.read("\(folder)/\(name).npy").matrix(of: Double.self) } catch let error
        as DataFileError
      { throw BenchFailure(code: 65, message: "\(error)") }
    }
    let (x, y, heldOut) = (try read("x"), try read("y"), try read("held-out"))
    guard x.rows == y.rows, heldOut.columns == x.columns else {
      throw BenchFailure(
        code: 65,
        message: "\(folder): inputs \(x), targets \(y), held-out inputs \(heldOut): the shapes do not fit")
    }
    let path = try RidgePath(x: x, y: y)
    let solved = try penalties.map { penalty in
      Solved(
        penalty: penalty, ridge: Self.rows(try path.map(penalty: penalty)(heldOut)),
        reducedRank: Self.rows(try ReducedRankPath(path, penalty: penalty).map(rank: rank)(heldOut)),
        correlations: try CanonicalCorrelation(x: x, y: y, penalty: penalty).correlations,
        leaveOneOut: try path.leaveOneOut(penalty: penalty), notes: try path.notes(penalty: penalty))
    }
    let procrustes = try ProcrustesMap(x: x, y: y)
    document = Document(
      solved: solved, bestPenalties: try path.bestPenalties(of: penalties),
      folds: try RidgeFolds(x: x, y: y, heldOut: RidgeBenchmark.consecutiveFolds(x.rows, folds))
        .meanErrors(penalties: penalties), procrustes: Self.rows(procrustes.map(heldOut)),
      procrustesResidual: procrustes.residual)
  }

  /// Prints one JSON document.
  func print() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    Swift.print(String(decoding: try encoder.encode(document), as: UTF8.self))
  }

  private static func rows(_ matrix: Matrix<Double>) -> [[Double]] {
    (0..<matrix.rows).map { matrix.numbers(ofRow: $0) }
  }
}
