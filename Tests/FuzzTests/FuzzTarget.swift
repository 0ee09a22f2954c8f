import Dense
import Foundation
import Testing

@testable import CrossModal
@testable import ForeignFiles
@testable import Studies
@testable import VectorFiles

/// A reader, and the good files that its damaged ones are made of.
struct FuzzTarget: CustomTestStringConvertible, Sendable {
  /// Its name; it decides the random stream.
  let name: String
  /// The ending of the files.
  let ending: String
  /// Good files.
  let seeds: @Sendable () throws -> [[UInt8]]
  /// Reads a file in every way there is. It may throw the errors of data files and configurations, nothing else.
  let read: @Sendable (String) throws -> Void

  var testDescription: String { name }

  static let all: [FuzzTarget] = [
    .init("npy", ".npy", files: [".npy"]) { path in
      _ = try FeatureTable.read(path)
    },
    .init("npz", ".npz", files: [".npz"]) { path in
      for (name, array) in try NPZFile.read(path) {
        _ = try array.matrix(of: Double.self)
        _ = try FeatureTable.read(path + ":" + name)
      }
    },
    .init("safetensors", ".safetensors", files: [".safetensors"]) { path in
      _ = try SafetensorsFile.read(path)
    },
    .init("model", ".safetensors", seeds: { try Seeds.models() }) { path in
      if case .map(let map) = try StoredMap.read(path) {
        _ = map.target(Matrix<Float>(rows: 1, columns: map.targetInputs))
      }
      _ = try ModelFile.read(path)
    },
    .init("gzip", ".csv.gz", containers: [".csv.gz"]) { path in
      _ = try FeatureTable.read(path)
    },
    .init("UTF-16", ".csv", containers: ["utf16.csv", "utf16-be.csv"]) { path in
      _ = try FeatureTable.read(path)
    },
    .init("half precision", ".safetensors", containers: [".safetensors"]) { path in
      for content in try DataFile(path).contents() where content.isNumeric {
        _ = try FeatureTable.read(path + ":" + content.name + (content.shape.count == 3 ? ":#1" : ""))
      }
    },
    .init("layers", ".npy", containers: ["layers.npy", "layers-f.npy", "axis.npy", "bf16.npy"]) { path in
      _ = try FeatureTable.read((try? FeatureTable.read(path)) == nil ? path + ":#1" : path)
    },
    .init("names", ".npy", containers: ["text.npy", "bytes.npy"]) { path in
      _ = try NamesFile.labels(DataFile(path))
      _ = try NamesFile.names(DataFile(path))
    },
    .init("mixed archive", ".npz", containers: ["mixed.npz"]) { path in
      _ = try FileInspection(path)
      _ = try NamesFile.names(DataFile(path + ":names"))
    },
    .init(
      "any content", ".dat",
      containers: [
        ".npy", ".npz", ".safetensors", ".csv", ".gz", ".zip", ".xlsx", ".pkl", ".json", ".jsonl", ".tar",
      ]
    ) { path in
      _ = try FileInspection(path)
    },
    .init("csv", ".csv", files: ["labels.csv", "savetxt.csv"]) { path in
      _ = try FeatureTable.read(path)
    },
    .init("tsv", ".tsv", files: ["labels.tsv"]) { path in
      _ = try FeatureTable.read(path)
    },
    .init("text table", ".csv", files: ["labels.csv"]) { path in
      _ = try CSVFile.read(path)
    },
    .init(
      "word2vec binary", ".bin", seeds: { [Seeds.word2VecBinary(end: "\n"), Seeds.word2VecBinary(end: "")] }
    ) { path in
      let all = try WordVectors.read(path)
      _ = try WordVectors.read(path, wanted: Set(all.words.prefix(1)))
    },
    .init("word2vec text", ".txt", seeds: { [Array(("3 3\n" + Seeds.vectors).utf8)] }) { path in
      _ = try WordVectors.read(path)
    },
    .init("GloVe text", ".txt", seeds: { [Array(Seeds.vectors.utf8)] }) { path in
      _ = try WordVectors.read(path)
      _ = try WordVectors.read(path, encoding: .latin1)
    },
    .init("words", ".txt", seeds: { [Array("one\ntwo words\r\nżółw\n".utf8)] }) { path in
      _ = try WordList.read(path)
    },
    .init("labels", ".txt", seeds: { [Array("a b\tx\nc\ty\nd e f\tz\n".utf8)] }) { path in
      _ = try LabelFile.read(path, column: 1)
      _ = try LabelFile.read(path, column: 2)
    },
    .init("ratings", ".txt", seeds: { Seeds.ratings.map { Array($0.utf8) } }) { path in
      _ = try WordRatings.read(path)
    },
    .init("inspection", ".txt", seeds: { Seeds.ratings.map { Array($0.utf8) } + [Array(Seeds.vectors.utf8)] })
    { path in
      _ = try FileInspection(path)
    },
    .init("configuration", ".yaml", seeds: { [Array(Seeds.configuration.utf8)] }) { path in
      _ = try StudyConfiguration.load(path: path)
    },
    .init("journal", ".jsonl", seeds: Seeds.journal) { path in
      var reader = UnitRecordReader<FitResult>()
      let bytes = BoundedBytes(copying: try Data(contentsOf: URL(filePath: path)))
      _ = reader.record(in: bytes)
      _ = JournalLine.entry(in: bytes, &reader)
    },
  ]

  private init(
    _ name: String, _ ending: String, containers: [String], read: @escaping @Sendable (String) throws -> Void
  ) {
    self.init(
      name, ending,
      seeds: {
        try Seeds.containers.filter { path in containers.contains { path.hasSuffix($0) } }.map {
          try Seeds.bytes($0)
        }
      }, read: read)
  }

  private init(
    _ name: String, _ ending: String, files: [String], read: @escaping @Sendable (String) throws -> Void
  ) {
    self.init(
      name, ending,
      seeds: {
        try Seeds.fixtures.filter { path in files.contains { path.hasSuffix($0) } }.map {
          try Seeds.bytes($0)
        }
      }, read: read)
  }

  /// A target from its parts.
  init(
    name: String, ending: String, seeds: @escaping @Sendable () throws -> [[UInt8]],
    read: @escaping @Sendable (String) throws -> Void
  ) {
    (self.name, self.ending, self.seeds, self.read) = (name, ending, seeds, read)
  }

  private init(
    _ name: String, _ ending: String, seeds: @escaping @Sendable () throws -> [[UInt8]],
    read: @escaping @Sendable (String) throws -> Void
  ) {
    self.init(name: name, ending: ending, seeds: seeds, read: read)
  }
}
