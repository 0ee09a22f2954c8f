import Crypto
import Dense
import Foundation

/// What identifies a feature set: SHA-256 of its shape and its numbers, row by row.
enum FeatureHash {
  /// The hash of the rows of several tables of one width, in hexadecimal.
  static func digest(_ tables: [MatrixView<Float>]) -> String {
    let rows = tables.reduce(0) { $0 + $1.rows }
    var hash = SHA256()
    hash.update(data: Data("\(rows)×\(tables.first?.columns ?? 0) float32\n".utf8))
    for table in tables {
      for row in 0..<table.rows { hash.update(bufferPointer: UnsafeRawBufferPointer(table.row(row))) }
    }
    return hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
