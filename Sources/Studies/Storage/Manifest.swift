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
      throw StudyError.noStudy(path: directory.path)
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
