import Foundation

/// What the data of a configuration are like: everything that a study would find out of them before it trains anything,
/// with all that is wrong instead of the first.
package struct DataReport: Sendable {
  /// A file that the configuration names.
  package struct File: Encodable, Sendable {
    /// The path, as it was written.
    package let file: String
    /// Its size; nil where it is not there, or where the path names a part of it.
    package let bytes: Int?
  }

  /// Rows of a feature set, of a space, of word vectors or of ratings.
  package struct Rows: Encodable, Sendable {
    /// The name in the configuration, as image/vgg128.
    package var name: String
    /// vectors, texts, words or pairs.
    package var kind: String
    /// Rows, texts, words that are used, or pairs.
    package var rows: Int
    /// Numbers of a row; nil for texts and pairs.
    package var columns: Int?
    /// Rows that equal another one; nil where it says nothing.
    package var repeatedRows: Int?
    /// Rows of zeros.
    package var zeroRows: Int?
    /// Columns of one number.
    package var constantColumns: Int?
    /// Whether the rows have names of their own.
    package var isNamed = false

    /// One line for people.
    package var text: String {
      var parts = ["\(rows)\(columns.map { "×\($0)" } ?? "") \(kind)"]
      if kind == "vectors" { parts.append("all finite") }
      if let repeatedRows { parts.append("\(repeatedRows) repeated rows") }
      if let zeroRows { parts.append("\(zeroRows) zero rows") }
      if let constantColumns { parts.append("\(constantColumns) constant columns") }
      if isNamed { parts.append("rows have names") }
      return "\(name): \(parts.joined(separator: ", "))"
    }
  }

  /// Groups of items.
  package struct Groups: Encodable, Sendable {
    /// Number of groups.
    package let count: Int
    /// Items of the smallest.
    package let smallest: Int
    /// Items of the largest.
    package let largest: Int
  }

  /// Labels of items.
  package struct Labels: Encodable, Sendable {
    /// Different labels.
    package let count: Int
    /// Items with no label.
    package let without: Int
    /// Items with several.
    package let several: Int
    /// Items of the rarest label.
    package let rarest: Int
  }

  /// Folds of the search.
  package struct Folds: Encodable, Sendable {
    /// Folds of all repeats.
    package let count: Int
    /// Held-out items of the smallest.
    package let smallest: Int
    /// Held-out items of the largest.
    package let largest: Int
    /// Training items of the fold with the fewest.
    package let fewestTraining: Int
  }

  /// The files, each once.
  package var files: [File] = []
  /// The sets that could be read.
  package var sets: [Rows] = []
  /// How rows of different sets belong together, as a sentence.
  package var names: String?
  /// Items after rows were joined; nil where they could not be.
  package var items: Int?
  /// Training items of a fixed split.
  package var trainingItems: Int?
  /// Labels; nil without any.
  package var labels: Labels?
  /// Groups; nil without any.
  package var groups: Groups?
  /// Folds; nil where there are none, or none can be.
  package var folds: Folds?
  /// What the readers decided, and what looks odd, each a sentence.
  package var notes: [String] = []
  /// Everything that would stop a study.
  package var errors: [any Error] = []

  /// Nothing is known yet; the files are those of a configuration.
  init(_ files: some Sequence<InputFile>) {
    var known = Set<InputFile>()
    for file in files where known.insert(file).inserted {
      let size = file.status.map { Int($0.st_size) }
      self.files.append(File(file: file.written, bytes: size))
    }
  }

  /// What `body` returns; nil, and one more error, if it throws.
  mutating func attempt<Value>(_ body: () throws -> Value) -> Value? {
    do { return try body() } catch {
      // What is wrong with several sets in the same way is said once.
      if !errors.contains(where: { "\($0)" == "\(error)" }) { errors.append(error) }
      return nil
    }
  }

  /// One line a thing, for people; errors are left to whoever has words for them.
  package var text: [String] {
    var lines = files.map { "file \($0.file): \($0.bytes.map { "\($0) bytes" } ?? "not a file by itself")" }
    lines += sets.map(\.text)
    if let names { lines.append("names: \(names)") }
    if let items {
      lines.append(
        "items: \(items)" + (trainingItems.map { ", \($0) to train and \(items - $0) to test" } ?? ""))
    }
    if let labels {
      lines.append(
        "labels: \(labels.count), the rarest of \(labels.rarest) items, \(labels.without) items without one, "
          + "\(labels.several) with several")
    }
    if let groups {
      lines.append("groups: \(groups.count), of \(groups.smallest) to \(groups.largest) items")
    }
    if let folds {
      lines.append(
        "folds: \(folds.count), of \(folds.smallest) to \(folds.largest) items, at least "
          + "\(folds.fewestTraining) to train on")
    }
    return lines + notes.map { "note: \($0)" }
  }
}

extension DataReport.Labels {
  /// Counts the labels of items.
  init(_ labels: [[String]]) {
    var counts: [String: Int] = [:]
    for label in labels.joined() { counts[label, default: 0] += 1 }
    self.init(
      count: counts.count, without: labels.count { $0.isEmpty }, several: labels.count { $0.count > 1 },
      rarest: counts.values.min() ?? 0)
  }
}

extension DataReport.Groups {
  /// Counts the groups of items.
  init(_ numbers: [Int]) {
    var counts: [Int: Int] = [:]
    for number in numbers { counts[number, default: 0] += 1 }
    self.init(count: counts.count, smallest: counts.values.min() ?? 0, largest: counts.values.max() ?? 0)
  }
}
