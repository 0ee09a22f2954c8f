import CrossModal
import Foundation

/// What a study is: written once, when the study is made.
public struct Manifest: Codable, Hashable, Sendable {
  /// Version of the study's layout.
  public static let format = 2

  /// Version of the study's layout.
  public var format = Manifest.format
  /// Name of the study.
  public var name: String
  /// SHA-256 of what the configuration decides.
  public var identity: String
  /// What computes.
  public var kernels: KernelChoice
  /// The feature sets of both sides.
  public var features: [Features]
  /// Labels of the items, in row order; training rows first.
  public var labels: [[String]]?
  /// Number of items.
  public var items: Int
  /// Number of training rows, which come first, where there is a fixed split.
  public var trainingItems: Int?
  /// What was set on the command line when the study was made, as it was given.
  public var overrides: [String]

  /// One feature set as the study keeps it.
  public struct Features: Codable, Hashable, Sendable {
    /// image or text.
    public var side: Side
    /// Its name in the configuration.
    public var name: String
    /// The file under `data/`.
    public var file: String
    /// Dimension of the vectors.
    public var columns: Int
    /// SHA-256 of shape and numbers.
    public var hash: String
    /// The files it came from, as they were given.
    public var sources: [String]
    /// Where those files were, how large, and when they were last changed.
    public var stamps: [String]
    /// How they were made of texts; nil where the files hold vectors.
    public var encoding: Encoding?
  }

  /// What the training of a text encoder came to.
  public struct Encoding: Codable, Hashable, Sendable {
    /// SHA-256 of everything that decides the features: texts, labels, word vectors, options, seed, kernels.
    public var recipe: String
    /// What the texts came to.
    public var counts: TextEncoderFit.Counts
    /// Epochs that were trained.
    public var epochs: Int
    /// The epoch whose weights were kept.
    public var bestEpoch: Int
    /// The feature check before training and after it.
    public var precision: [Precision]
  }

  /// Mean average precision of retrieval inside one modality; nil without a query that has a relevant item.
  public struct Precision: Codable, Hashable, Sendable {
    /// Inside the rows that were learned from.
    public var training: Double?
    /// Inside all other rows.
    public var others: Double?
  }

  /// One of the two modalities.
  public enum Side: String, Codable, Sendable {
    /// Images.
    case image
    /// Texts.
    case text
  }

  /// The feature set of a side by name.
  public func features(_ side: Side, _ name: String) -> Features? {
    features.first { $0.side == side && $0.name == name }
  }

  /// (input, target) feature sets of a cell.
  public func features(of cell: Cell) -> (input: Features, target: Features)? {
    guard let image = features(.image, cell.image), let text = features(.text, cell.text) else { return nil }
    return cell.direction == .imageToText ? (image, text) : (text, image)
  }

  /// Reads the manifest of a study.
  static func read(_ directory: StudyDirectory) throws -> Manifest {
    guard FileManager.default.fileExists(atPath: directory.manifest) else {
      guard !RatingsStudy.exists(at: directory.path) else { throw StudyError.ratings(path: directory.path) }
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
