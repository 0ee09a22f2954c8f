import Foundation
import Messages
import VectorFiles

/// What a study is: written when the study is made, and again when its configuration names more data.
package struct Manifest<Content: StudyInputs>: Codable, Hashable, Sendable {
  /// Version of the study's layout.
  package var format = ManifestHead.format
  /// The kind of the experiment.
  package var kind: String
  /// SHA-256 of what the configuration fixes for good.
  package var identity: String
  /// What computes.
  package var kernels: KernelChoice
  /// What was set on the command line when the study was made, as it was given.
  package var overrides: [String]
  /// What the experiment keeps of its inputs.
  package var content: Content

  /// The manifest of a new study.
  init(kind: String, identity: String, kernels: KernelChoice, overrides: [String], content: Content) {
    (self.kind, self.identity, self.kernels) = (kind, identity, kernels)
    (self.overrides, self.content) = (overrides, content)
  }

  /// Reads the manifest of a study.
  static func read(_ directory: StudyDirectory) throws -> Manifest {
    guard
      let manifest = CheckedText.value(Manifest.self, named: "study", in: try ManifestHead.bytes(directory))
    else { throw ManifestHead.damaged(directory) }
    return manifest
  }

  /// Writes the manifest, which makes the directory a study.
  func write(_ directory: StudyDirectory) throws {
    try AtomicFile.write(
      bytes: CheckedText.bytes("study", self, pretty: true) + [UInt8(ascii: "\n")], to: directory.manifest)
  }
}

/// What must be known of a manifest before the rest of it can be read.
package struct ManifestHead: Codable, Hashable, Sendable {
  /// Version of the layout that this program writes and reads.
  package static let format = 3

  /// Version of the study's layout.
  private var format: Int
  /// The kind of the experiment; nil in earlier formats.
  private var kind: String?

  /// The kind of the study in a directory.
  /// - Throws: ``StudyError``: there is no study, it is not made yet, of another format, or damaged.
  static func kind(_ directory: StudyDirectory) throws -> String {
    let bytes = try bytes(directory)
    guard let head = CheckedText.value(ManifestHead.self, named: "study", in: bytes) else {
      throw damaged(directory)
    }
    guard head.format == format, let kind = head.kind else {
      throw StudyError.otherFormat(path: directory.path, found: "format \(head.format)")
    }
    return kind
  }

  /// The bytes of a manifest without their line feed.
  fileprivate static func bytes(_ directory: StudyDirectory) throws -> Data {
    guard FileManager.default.fileExists(atPath: directory.manifest) else {
      guard !FileManager.default.fileExists(atPath: directory.path + "/ratings.json") else {
        throw StudyError.otherFormat(path: directory.path, found: "an earlier format")
      }
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
    guard data.last == UInt8(ascii: "\n") else { throw damaged(directory) }
    return data.dropLast()
  }

  fileprivate static func damaged(_ directory: StudyDirectory) -> StudyError {
    .damaged(
      place: directory.manifest, message: "not the manifest of a study, or damaged (its checksum differs)")
  }
}
