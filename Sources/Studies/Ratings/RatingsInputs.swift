/// What a study of ratings keeps of its inputs.
package struct RatingsInputs: StudyInputs {
  /// Sets of ratings, in the order of the configuration.
  package var ratings: [Source]
  /// Sets of word vectors, in the order in which they came into the study.
  package var vectors: [Source]

  /// One set as the study keeps it.
  package struct Source: Codable, Hashable, Sendable {
    /// Its name in the configuration.
    package var name: String
    /// The files under `data/`: pairs and ratings; or vectors, and their words.
    package var files: [String]
    /// SHA-256 of the content.
    package var hash: String
    /// The files it came from, as they were given.
    package var sources: [String]
    /// Where those files were, how large, and when they were last changed.
    package var stamps: [String]
    /// What the configuration said next to the files.
    package var options: String
    /// Words of the ratings with vectors; nil for ratings.
    package var words: Int?
    /// Dimension of the vectors; nil for ratings.
    package var dimension: Int?
  }

  /// Every set of ratings and of vectors.
  package var parts: [String: String] {
    var parts: [String: String] = [:]
    for set in ratings { parts["ratings '\(set.name)'"] = "\(set.hash) \(set.options)" }
    for set in vectors { parts["vectors '\(set.name)'"] = "\(set.hash) \(set.options)" }
    return parts
  }

  /// The set of vectors of a name.
  package func vectors(_ name: String) -> Source? { vectors.first { $0.name == name } }
}
