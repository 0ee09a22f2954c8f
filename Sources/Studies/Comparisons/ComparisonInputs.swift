/// What a study of comparisons keeps of its inputs.
package struct ComparisonInputs: StudyInputs {
  /// Rows of every space.
  package var items: Int
  /// The spaces, in the order in which they came into the study.
  package var spaces: [Space]

  /// One space as the study keeps it.
  package struct Space: Codable, Hashable, Sendable {
    /// Its name: that of the file, with the number of the layer behind a point where the file has layers.
    package var name: String
    /// The name of its file in the configuration.
    package var source: String
    /// The layer, from 0; nil for a file of one space.
    package var layer: Int?
    /// The file under `data/`.
    package var file: String
    /// SHA-256 of the rows.
    package var hash: String
    /// Columns of the rows.
    package var dimensions: Int
    /// Rows that equal another row.
    package var repeatedRows: Int
    /// Rows of zeros.
    package var zeroRows: Int
    /// The file it came from, as it was given.
    package var written: String
    /// Where that file was, how large, and when it was last changed.
    package var stamp: String?
    /// What the configuration said next to the file.
    package var options: String
  }

  /// The items and the rows of every space.
  package var parts: [String: String] {
    spaces.reduce(into: ["number of items": "\(items)"]) {
      $0["space '\($1.name)'"] = "\($1.dimensions) \($1.hash) \($1.options)"
    }
  }

  /// The spaces of a file, by its name in the configuration.
  package func spaces(of source: String) -> [Space] { spaces.filter { $0.source == source } }
}
