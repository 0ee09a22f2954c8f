import Dense
import Foundation
import VectorFiles

/// The record of features that were made of texts: how, and the hash of their numbers. It stands beside them and is written
/// after them.
struct MadeFeatures<Encoding: Codable>: Codable {
  /// How they were made.
  let encoding: Encoding
  /// Hash of shape and numbers.
  let hash: String

  /// Writes the record of features that are there.
  init(_ encoding: Encoding, of features: Matrix<Float>, record: String) throws {
    (self.encoding, hash) = (encoding, FeatureHash.digest([features.view]))
    // Written last: features without their record are made again.
    try AtomicFile.write(bytes: CheckedText.bytes("encoded", self), to: record)
  }

  /// Features of an earlier attempt; nil if there are none, or if what is there is not whole: it is then made again.
  init?(features: String, record: String) {
    guard let bytes = FileManager.default.contents(atPath: record),
      let kept = CheckedText.value(Self.self, named: "encoded", in: bytes),
      let table = try? FeatureTable.read(features), FeatureHash.digest([table.features]) == kept.hash
    else { return nil }
    self = kept
  }
}
