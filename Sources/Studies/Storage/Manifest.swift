import CrossModal
import Foundation
import Messages
import VectorFiles

/// What a study is: written once, when the study is made.
package struct Manifest: Codable, Hashable, Sendable {
  /// Version of the study's layout.
  package static let format = 2

  /// Version of the study's layout.
  package var format = Manifest.format
  /// Name of the study.
  package var name: String
  /// SHA-256 of what the configuration decides.
  package var identity: String
  /// What computes.
  package var kernels: KernelChoice
  /// The feature sets of both sides.
  package var features: [Features]
  /// Labels of the items, in row order; training rows first.
  package var labels: [[String]]?
  /// Number of items.
  package var items: Int
  /// Number of training rows, which come first, where there is a fixed split.
  package var trainingItems: Int?
  /// What was set on the command line when the study was made, as it was given.
  package var overrides: [String]

  /// One feature set as the study keeps it.
  package struct Features: Codable, Hashable, Sendable {
    /// Which side it is on.
    package var side: Side
    /// Its name in the configuration.
    package var name: String
    /// The file under `data/`.
    package var file: String
    /// Dimension of the vectors.
    package var columns: Int
    /// SHA-256 of shape and numbers.
    package var hash: String
    /// The files it came from, as they were given.
    package var sources: [String]
    /// Where those files were, how large, and when they were last changed.
    package var stamps: [String]
    /// How they were made of texts; nil where the files hold vectors.
    package var encoding: Encoding?
  }

  /// What the training of a text encoder came to.
  package struct Encoding: Codable, Hashable, Sendable {
    /// SHA-256 of everything that decides the features: texts, labels, word vectors, options, seed, kernels.
    package var recipe: String
    /// What the texts came to.
    package var counts: TextEncoderFit.Counts
    /// Epochs that were trained.
    package var epochs: Int
    /// The epoch whose weights were kept.
    package var bestEpoch: Int
    /// The feature check before training and after it.
    package var precision: [Precision]
  }

  /// Mean average precision of retrieval inside one modality; nil without a query that has a relevant item.
  package struct Precision: Codable, Hashable, Sendable {
    /// Inside the rows that were learned from.
    package var training: Double?
    /// Inside all other rows.
    package var others: Double?
  }

  /// One of the two sides; the raw values are the paper's names.
  package enum Side: String, Codable, Sendable {
    /// What the configuration names first.
    case first = "image"
    /// What it names second.
    case second = "text"
  }

  /// The feature set of a side by name.
  package func features(_ side: Side, _ name: String) -> Features? {
    features.first { $0.side == side && $0.name == name }
  }

  /// (input, target) feature sets of a cell.
  package func features(of cell: Cell) -> (input: Features, target: Features)? {
    guard let first = features(.first, cell.first), let second = features(.second, cell.second) else {
      return nil
    }
    return cell.direction == .firstToSecond ? (first, second) : (second, first)
  }

  /// Reads the manifest of a study.
  static func read(_ directory: StudyDirectory) throws -> Manifest {
    guard FileManager.default.fileExists(atPath: directory.manifest) else {
      guard !directory.holdsRatings else { throw StudyError.ratings(path: directory.path) }
      guard let making = FileManager.default.contents(atPath: directory.making) else {
        throw StudyError.noStudy(path: directory.path)
      }
      throw StudyError.unfinishedStudy(
        path: directory.path,
        progress: String(decoding: making.prefix(200), as: UTF8.self).escapingControlCharacters)
    }
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: directory.manifest))
    } catch {
      throw StudyError.file(
        path: directory.manifest, reason: systemReason(error, otherwise: "cannot be read"))
    }
    guard let manifest = CheckedText.value(Manifest.self, named: "study", in: data.dropLast()),
      data.last == UInt8(ascii: "\n")
    else {
      throw StudyError.damaged(
        place: directory.manifest, message: "not the manifest of a study, or damaged (its checksum differs)")
    }
    guard manifest.format == Manifest.format else {
      throw StudyError.damaged(
        place: directory.manifest, message: "format \(manifest.format); this version reads \(Manifest.format)"
      )
    }
    return manifest
  }

  /// Writes the manifest, which makes the directory a study.
  func write(_ directory: StudyDirectory) throws {
    try AtomicFile.write(
      bytes: CheckedText.bytes("study", self, pretty: true) + [UInt8(ascii: "\n")], to: directory.manifest)
  }
}
