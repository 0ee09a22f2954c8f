import Dense
import ForeignFiles
import Foundation
import VectorFiles

/// The data of a study of ratings, written once and read by every worker.
enum RatingsData {
  /// One pair of words as it is in a file.
  private struct Pair: Codable {
    var first: String
    var second: String
    var rating: Double
  }

  /// The words of a file of vectors.
  private struct Words: Codable {
    var words: [String]
    var wordsInFile: Int
    var duplicates: Int
  }

  /// SHA-256 of a set of ratings.
  static func hash(_ ratings: WordRatings) -> String {
    var hash = ContentHash()
    hash.add("\(ratings.pairs.count) pairs")
    for pair in ratings.pairs { hash.add("\(pair.first) \(pair.second) \(pair.rating)") }
    return hash.hexadecimal()
  }

  /// SHA-256 of word vectors.
  static func hash(_ vectors: WordVectors) -> String {
    var hash = ContentHash()
    hash.add([vectors.words])
    hash.add("\(vectors.wordsInFile) words in the file")
    hash.update(vectors.vectors.view)
    return hash.hexadecimal()
  }

  /// Keeps ratings; returns the file's name.
  static func keep(_ ratings: WordRatings, hash: String, in directory: StudyDirectory) throws -> [String] {
    let file = "ratings-\(hash.prefix(24)).json"
    let pairs = ratings.pairs.map { Pair(first: $0.first, second: $0.second, rating: $0.rating) }
    try AtomicFile.write(bytes: CheckedText.bytes("ratings", pairs), to: directory.data + "/" + file)
    return [file]
  }

  /// Keeps word vectors; returns the names of the files of vectors and of words.
  static func keep(_ vectors: WordVectors, hash: String, in directory: StudyDirectory) throws -> [String] {
    let (file, words) = ("\(hash.prefix(24)).npy", "words-\(hash.prefix(24)).json")
    try NPYFile.write(vectors.vectors.view, to: directory.data + "/" + file)
    let list = Words(
      words: vectors.words, wordsInFile: vectors.wordsInFile, duplicates: vectors.duplicates)
    try AtomicFile.write(bytes: CheckedText.bytes("words", list), to: directory.data + "/" + words)
    return [file, words]
  }

  /// Reads ratings that ``keep(_:hash:in:)`` wrote.
  static func ratings(_ source: RatingsInputs.Source, in directory: StudyDirectory) throws -> WordRatings {
    let path = directory.data + "/" + (source.files.first ?? "")
    let pairs = try value([Pair].self, named: "ratings", path)
    let ratings = WordRatings(
      path: path, pairs: pairs.map { .init(first: $0.first, second: $0.second, rating: $0.rating) })
    guard hash(ratings) == source.hash else { throw damaged(path) }
    return ratings
  }

  /// Reads word vectors that ``keep(_:hash:in:)`` wrote.
  static func vectors(_ source: RatingsInputs.Source, in directory: StudyDirectory) throws -> WordVectors {
    let paths = source.files.map { directory.data + "/" + $0 }
    guard paths.count == 2 else { throw damaged(directory.manifest) }
    let words = try value(Words.self, named: "words", paths[1])
    let table = try FeatureTable.read(paths[0]).features
    guard table.rows == words.words.count else { throw damaged(paths[0]) }
    let vectors = WordVectors(
      path: paths[0], words: words.words, vectors: Matrix(table, selecting: Array(0..<table.rows)),
      wordsInFile: words.wordsInFile, duplicates: words.duplicates)
    guard hash(vectors) == source.hash else { throw damaged(paths[0]) }
    return vectors
  }

  private static func value<Value: Decodable>(
    _ type: Value.Type, named name: String, _ path: String
  ) throws -> Value {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw StudyError.file(path: path, reason: "cannot be read")
    }
    guard let value = CheckedText.value(type, named: name, in: bytes) else { throw damaged(path) }
    return value
  }

  private static func damaged(_ path: String) -> StudyError {
    .damaged(place: path, message: "damaged: its content is not what the study was made with")
  }
}
