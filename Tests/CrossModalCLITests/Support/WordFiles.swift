import Foundation

/// A directory with small files of word vectors and ratings.
final class WordFiles: Sendable {
  /// The directory; removed when the object goes away.
  let directory: String

  /// Six words around a circle of radius 1, but "far" on one of radius 3.
  static let vectors: [(word: String, numbers: [Float])] = [
    ("sun", [1, 0]), ("moon", [0.9, 0.4]), ("tree", [0, 1]), ("leaf", [0.2, 1]), ("sea", [-1, 0.1]),
    ("far", [-2.9, 0.5]),
  ]

  /// Writes `v.txt` (GloVe), `v.bin` (word2vec), `r.txt` (tabs) and `r.csv` (a header and commas).
  init() throws {
    directory = NSTemporaryDirectory() + "crossmodal-words-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try write(Self.text(Self.vectors), to: "v.txt")
    try Self.binary(Self.vectors).write(to: URL(fileURLWithPath: path("v.bin")))
    let pairs = [
      ("sun", "moon", 9), ("Tree", "leaf", 8.5), ("sea", "far", 7), ("sun", "tree", 3), ("sun", "far", 1),
      ("moon", "sea", 2),
      ("sun", "nowhere", 5),
    ]
    try write(pairs.map { "\($0.0)\t\($0.1)\t\($0.2)\n" }.joined(), to: "r.txt")
    try write("word1,word2,score\n" + pairs.map { "\($0.0),\($0.1),\($0.2)\n" }.joined(), to: "r.csv")
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  /// Vectors in GloVe's text format.
  static func text(_ vectors: [(word: String, numbers: [Float])]) -> String {
    vectors.map { "\($0.word) " + $0.numbers.map { "\($0)" }.joined(separator: " ") + "\n" }.joined()
  }

  /// Vectors in word2vec's binary format; the header may say another count or dimension than there is.
  static func binary(_ vectors: [(word: String, numbers: [Float])], count: Int? = nil, dimension: Int = 2)
    -> Data
  {
    var data = Data("\(count ?? vectors.count) \(dimension)\n".utf8)
    for (word, numbers) in vectors {
      data += Data("\(word) ".utf8)
      for number in numbers { withUnsafeBytes(of: number.bitPattern.littleEndian) { data += Data($0) } }
      data += Data("\n".utf8)
    }
    return data
  }

  /// The path of a file in the directory.
  func path(_ name: String) -> String { directory + "/" + name }

  /// Writes a text file.
  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
  }

  /// Runs the program with words that begin with @ as files of the directory.
  func run(_ arguments: String, environment: [String: String?] = [:]) async throws -> Program.Result {
    try await Program.run(
      arguments.split(separator: " ").map { $0.hasPrefix("@") ? path(String($0.dropFirst())) : String($0) },
      environment: environment)
  }
}
