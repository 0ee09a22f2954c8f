import ArgumentParser
import Dense
import Foundation
import VectorFiles

/// Rows of which neighbors are searched: random ones of a size, or those of a file.
struct BenchmarkRows {
  /// Random rows.
  enum Kind: String, ExpressibleByArgument, CaseIterable { case normal, clustered }

  /// `9251x300`, or that behind the file's name up to its first `_` or `.`: `word2vec-8000x300`.
  let name: String
  let rows: MatrixView<Float>

  /// Random rows of a size as `9251x300`.
  init(size: String, kind: Kind) throws {
    let parts = size.split(separator: "x").map { Int($0) ?? 0 }
    guard parts.count == 2, parts.allSatisfy({ (1...100_000_000).contains($0) }) else {
      throw BenchFailure(code: 64, message: "--sizes \(size): allowed is ROWSxCOLUMNS")
    }
    (name, rows) = (size, Self.random(parts[0], parts[1], kind, "neighbors").view)
  }

  /// The rows of a file.
  init(file: String) throws {
    do {
      rows = try FeatureTable.read(file).features
    } catch let error as DataFileError {
      throw BenchFailure(code: error.kind == .content ? 65 : 74, message: "\(error)")
    }
    let stem = URL(fileURLWithPath: file).lastPathComponent.prefix { $0 != "_" && $0 != "." }
    name = "\(stem)-\(rows.rows)x\(rows.columns)"
  }

  /// A number of random rows, or the rows of a file, with as many columns as are wanted.
  init(among text: String, columns: Int) throws {
    if let count = Int(text) {
      guard (1...100_000_000).contains(count) else {
        throw BenchFailure(code: 64, message: "--among \(text): allowed are 1 to 100000000 rows, or a file")
      }
      (name, rows) = ("\(count)x\(columns)", Self.random(count, columns, .normal, "among").view)
      return
    }
    self = try BenchmarkRows(file: text)
    guard rows.columns == columns else {
      throw BenchFailure(
        code: 65, message: "\(text): \(rows.columns) columns; the rows that are searched for have \(columns)")
    }
  }

  private static func random(_ count: Int, _ columns: Int, _ kind: Kind, _ name: String) -> Matrix<Float> {
    var stream = RandomStream(StreamKey(seed: 1).adding(name))
    switch kind {
    case .normal: return Matrix(rows: count, columns: columns) { _, _ in Float(stream.normal()) }
    case .clustered:
      let centers = Matrix<Float>(rows: max(1, count / 100), columns: columns) { _, _ in
        Float(stream.normal())
      }
      var center = 0
      return Matrix(rows: count, columns: columns) { _, column in
        if column == 0 { center = stream.below(centers.rows) }
        return max(0, centers[center, column] + Float(0.05 * stream.normal()))
      }
    }
  }
}
