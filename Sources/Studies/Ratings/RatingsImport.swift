import Dense
import ForeignFiles
import Foundation
import VectorFiles

/// Takes ratings and word vectors into a study: reads, checks, and keeps the vectors of the words that are rated.
struct RatingsImport {
  let configuration: RatingsConfiguration
  let directory: StudyDirectory
  /// Told, in one line, what a person should know of the inputs.
  let onProgress: (String) -> Void
  // As they were before anything of them is read.
  private let files: UnchangedFiles

  /// Looks at the files of a configuration and reads nothing yet.
  init(
    configuration: RatingsConfiguration, directory: StudyDirectory, onProgress: @escaping (String) -> Void
  ) {
    (self.configuration, self.directory, self.onProgress) = (configuration, directory, onProgress)
    files = UnchangedFiles(configuration.ratings.map(\.file) + configuration.vectors.flatMap(\.files))
  }

  /// The inputs of a new study; their files are written.
  /// - Throws: ``StudyError/file(path:reason:)`` if a file was changed meanwhile; nothing of it stays in the study.
  func inputs() throws -> RatingsInputs { try files.reading { try newInputs() } }

  private func newInputs() throws -> RatingsInputs {
    let ratings = try configuration.ratings.map { try ($0, read($0)) }
    for (set, read) in ratings { tell(read.notes, of: set.file) }
    let wanted = ratings.reduce(into: Set<String>()) { $0.formUnion($1.1.words) }
    let vectors = try configuration.vectors.map {
      try ($0, read($0, wanted, ratings.map { ($0.0.name, $0.1) }))
    }
    return RatingsInputs(
      ratings: try ratings.map { try keep($0, $1) }, vectors: try vectors.map { try keep($0, $1) })
  }

  /// The inputs of a study that follows this configuration from now on: vectors that are new come to those it has.
  ///
  /// Refuses inputs that had other contents than the files have now. Files that cannot be read any more are passed over.
  func grown(_ known: RatingsInputs) throws -> RatingsInputs {
    try files.reading { try grownInputs(known) }
  }

  private func grownInputs(_ known: RatingsInputs) throws -> RatingsInputs {
    for set in configuration.ratings {
      guard let source = known.ratings.first(where: { $0.name == set.name }) else { continue }
      if let stamps = stamps([set.file]), stamps != source.stamps {
        try require(RatingsData.hash(read(set)) == source.hash, [set.file])
      }
    }
    let ratings = try known.ratings.map { ($0.name, try RatingsData.ratings($0, in: directory)) }
    let wanted = ratings.reduce(into: Set<String>()) { $0.formUnion($1.1.words) }
    var grown = known
    for set in configuration.vectors {
      guard let source = known.vectors(set.name) else {
        grown.vectors.append(try keep(set, read(set, wanted, ratings)))
        continue
      }
      guard set.options == source.options else {
        throw StudyError.otherConfiguration(
          study: directory.path,
          difference: "the vectors '\(set.name)' were read with \(source.options), not with \(set.options)")
      }
      if let stamps = stamps(set.files), stamps != source.stamps {
        try require(RatingsData.hash(read(set, wanted, ratings)) == source.hash, set.files)
      }
    }
    return grown
  }

  private func require(_ isSame: Bool, _ files: [InputFile]) throws {
    guard !isSame else { return }
    let names = files.map(\.path).joined(separator: " and ")
    throw StudyError.otherConfiguration(
      study: directory.path, difference: "it was made from other contents than \(names) has now")
  }

  func read(_ set: RatingsConfiguration.Ratings) throws -> WordRatings {
    do {
      let ratings = try WordRatings.read(
        set.file.path, lowercases: configuration.lowercases, options: set.options)
      try files.check([set.file])
      return ratings
    } catch let error as DataFileError {
      throw error.remedied(in: "ratings.\(set.name)")
    }
  }

  func read(
    _ set: RatingsConfiguration.Vectors, _ wanted: Set<String>,
    _ ratings: [(name: String, ratings: WordRatings)]
  ) throws -> WordVectors {
    let vectors = try read(set, wanted)
    tell(vectors.notes, of: set.file)
    let hints = try ratings.compactMap { rated in
      try TagHint.note(rated.ratings, vectors) { try read(set, $0) }.map { "\(rated.name): \($0)" }
    }
    try files.check(set.files)
    let missing = ratings.filter { set in
      !set.ratings.pairs.contains { vectors.row(of: $0.first) != nil && vectors.row(of: $0.second) != nil }
    }
    guard missing.count < ratings.count else {
      throw StudyError.data(
        message:
          "\(set.file.path): no pair of the ratings has both words among its \(vectors.wordsInFile) words"
          + (hints.first.map { "; \($0)" } ?? ""))
    }
    for name in missing.map(\.name) { onProgress("\(set.name): no pair of \(name) has both words") }
    for hint in hints { onProgress("\(set.name): \(hint)") }
    return vectors
  }

  private func read(_ set: RatingsConfiguration.Vectors, _ wanted: Set<String>) throws -> WordVectors {
    guard let words = set.words else {
      return try WordVectors.read(set.file.path, wanted: wanted, encoding: set.encoding)
    }
    let table = try FeatureFile.read(set.file.path)
    return try WordVectors(
      path: set.file.path, words: WordList.read(words.path, encoding: set.encoding),
      features: table.features, wanted: wanted, notes: table.notes)
  }

  func tell(_ notes: [String], of file: InputFile) {
    for note in notes { onProgress("\(file.written): \(note)") }
  }

  private func keep(_ set: RatingsConfiguration.Ratings, _ ratings: WordRatings) throws
    -> RatingsInputs.Source
  {
    let hash = RatingsData.hash(ratings)
    return RatingsInputs.Source(
      name: set.name, files: try RatingsData.keep(ratings, hash: hash, in: directory), hash: hash,
      sources: [set.file.written], stamps: stamps([set.file]) ?? [], options: "")
  }

  private func keep(_ set: RatingsConfiguration.Vectors, _ vectors: WordVectors) throws
    -> RatingsInputs.Source
  {
    let hash = RatingsData.hash(vectors)
    return RatingsInputs.Source(
      name: set.name, files: try RatingsData.keep(vectors, hash: hash, in: directory), hash: hash,
      sources: set.files.map(\.written), stamps: stamps(set.files) ?? [], options: set.options,
      words: vectors.words.count,
      dimension: vectors.dimension)
  }

  // Nil if a file is gone.
  private func stamps(_ files: [InputFile]) -> [String]? {
    let stamps = files.compactMap(self.files.stamp)
    return stamps.count == files.count ? stamps : nil
  }
}

extension RatingsConfiguration.Vectors {
  /// Every file that the vectors depend on.
  var files: [InputFile] { [file] + (words.map { [$0] } ?? []) }

  /// What decides them besides the contents of files, in words.
  fileprivate var options: String {
    "encoding \(encoding.rawValue) and \(words == nil ? "the file's own words" : "words of another file")"
  }
}
