import CrossModal
import Dense
import Foundation
import VectorFiles

/// The epochs of a text encoder that is being trained, kept under `data/` so that a stop costs at most one of them.
///
/// One file a feature set, replaced atomically after every epoch and removed when the features are there. A file that is
/// damaged, or was kept for other texts, labels, options, seed or kernels, counts as none: the training begins anew.
struct KeptEncoder {
  /// The file.
  let path: String
  private let recipe: String
  private static let checksum = "checksum"
  private static let recipeKey = "recipe"

  /// The file of a feature set; `recipe` is the hash of everything that decides its features.
  init(_ directory: StudyDirectory, side: MapInputs.Side, set: String, recipe: String) {
    let name = ContentHash.hexadecimal(of: "\(side.rawValue)/\(set)").prefix(16)
    path = directory.data + "/encoding-\(name).safetensors"
    self.recipe = recipe
  }

  /// Keeps what a training has come to.
  /// - Throws: ``DataFileError`` for a file that cannot be written.
  func keep(_ state: TextEncoderState<Float>) throws {
    let (tensors, own) = state.file
    var metadata = own
    metadata[Self.recipeKey] = recipe
    metadata[Self.checksum] = Self.checksum(tensors, metadata)
    try SafetensorsFile.write(tensors, metadata: metadata, to: path)
  }

  /// What an earlier training of the same came to; nil where there is none, or none that is whole.
  /// - Parameter initial: the first weights, whose shape it must have.
  func state(of initial: TextEncoderFit.Weights) -> TextEncoderState<Float>? {
    guard FileManager.default.fileExists(atPath: path), let (tensors, found) = try? SafetensorsFile.read(path)
    else { return nil }
    var metadata = found
    guard let checksum = metadata.removeValue(forKey: Self.checksum), metadata[Self.recipeKey] == recipe,
      Self.checksum(tensors, metadata) == checksum
    else { return nil }
    return TextEncoderState(tensors: tensors, metadata: metadata, initial: initial)
  }

  /// Removes what was kept.
  func remove() { unlink(path) }

  // SHA-256 of names, shapes, numbers and text.
  private static func checksum(
    _ tensors: [String: SafetensorsFile.Tensor], _ metadata: [String: String]
  ) -> String {
    var hash = ContentHash()
    hash.add(metadata.sorted { $0.key < $1.key }.map { [$0.key, $0.value] })
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      hash.add("\(name) \(tensor.shape) \(tensor.isDouble)")
      if tensor.isDouble {
        let numbers = tensor.doubles
        hash.update(Matrix(rows: 1, columns: numbers.count, elements: numbers).view)
      } else {
        let numbers = tensor.numbers
        hash.update(Matrix(rows: 1, columns: numbers.count, elements: numbers).view)
      }
    }
    return hash.hexadecimal()
  }
}
