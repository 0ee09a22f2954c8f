import Dense
import VectorFiles

/// One space of a comparison: a file, or a layer of a file's array.
package struct SpaceTable: Sendable {
  /// The path, with `:#3` for a layer.
  package let name: String
  /// The place of its file among those that are compared.
  package let source: Int
  /// The rows.
  package let table: FeatureTable
  /// What the reader decided for the file; of the first of its layers only.
  package let notes: [String]

  /// The spaces of a file: itself, or every layer of an array of items × layers × dimensions.
  /// - Throws: as ``FeatureFile/read(_:options:requirement:)``.
  package static func read(_ path: String, source: Int, options: TableOptions) throws -> [SpaceTable] {
    let file = try DataFile(path)
    guard let array = try FeatureFile.array(file), array.shape.count == 3, array.shape[1] > 1,
      array.shape[0] > 0
    else {
      let table = try FeatureFile.read(path, options: options)
      return [SpaceTable(name: path, source: source, table: table, notes: table.notes)]
    }
    let layers = array.shape[1]
    return try (0..<layers).map { layer in
      let table = try FeatureTable(array.layer(layer), requireFinite: true)
      let note = "\(layers) layers of \(array.shape[0]) items: each is a space, \(path):#0 to :#\(layers - 1)"
      return SpaceTable(
        name: "\(path):#\(layer)", source: source, table: table,
        notes: layer == 0 ? [note] + table.notes : [])
    }
  }

  /// Some of its rows.
  package func selecting(_ rows: [Int]) -> SpaceTable {
    SpaceTable(name: name, source: source, table: table.selecting(rows), notes: notes)
  }
}
