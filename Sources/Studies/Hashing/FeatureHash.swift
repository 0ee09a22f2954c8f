import Dense

/// What identifies a feature set: SHA-256 of its shape and its numbers, row by row.
enum FeatureHash {
  /// The hash of the rows of several tables of one width, in hexadecimal.
  static func digest(_ tables: [MatrixView<Float>]) -> String {
    let rows = tables.reduce(0) { $0 + $1.rows }
    var hash = ContentHash()
    hash.update("\(rows)×\(tables.first?.columns ?? 0) float32\n")
    for table in tables { hash.update(table) }
    return hash.hexadecimal()
  }
}
