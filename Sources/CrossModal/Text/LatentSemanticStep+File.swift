import Dense
import VectorFiles

/// The step as a file: safetensors with the tensors `lsa.weights` (terms) and `lsa.matrix` (terms, dimensions) in Double, and
/// in the metadata `steps`, which is "lsa", and `lsa.terms`, the terms with blanks between them.
extension LatentSemanticStep {
  private static let kind = "lsa"
  private static let termsName = "lsa.terms"
  private static let weightsName = "lsa.weights"
  private static let matrixName = "lsa.matrix"

  /// Writes the step, atomically.
  /// - Throws: ``DataFileError`` for a file that cannot be written.
  package func write(to path: String) throws {
    try SafetensorsFile.write(
      [
        Self.weightsName: .init(shape: [weights.count], doubles: weights),
        Self.matrixName: .init(matrix),
      ],
      metadata: [
        "format": "crossmodal", [FittedStep].metadataName(): Self.kind,
        Self.termsName: terms.joined(separator: " "),
      ],
      to: path)
  }

  /// The step of a file's tensors and metadata; nil if they are not of latent semantic analysis.
  /// - Throws: ``DataFileError`` for tensors that are missing, or that do not fit the terms, and numbers that are not finite.
  package init?(
    tensors: [String: SafetensorsFile.Tensor], metadata: [String: String], path: String
  ) throws {
    guard metadata[[FittedStep].metadataName()] == Self.kind else { return nil }
    let terms = (metadata[Self.termsName] ?? "").split(separator: " ").map(String.init)
    guard Set(tensors.keys) == [Self.weightsName, Self.matrixName],
      let weights = tensors[Self.weightsName], let matrix = tensors[Self.matrixName],
      weights.shape == [terms.count], matrix.shape.count == 2, matrix.shape[0] == terms.count,
      matrix.shape[1] > 0, Set(terms).count == terms.count
    else {
      let found = tensors.sorted { $0.key < $1.key }.map {
        "\(DataFileError.quoted($0.key)) \($0.value.shape)"
      }
      throw DataFileError.content(
        path,
        "latent semantic features of \(terms.count) terms with the tensors \(found.joined(separator: ", ")); expected: "
          + "\(Self.weightsName) [\(terms.count)] and \(Self.matrixName) [\(terms.count), dimensions]")
    }
    for (name, tensor) in tensors where !tensor.doubles.allSatisfy(\.isFinite) {
      throw DataFileError.content(path, "\(name) has numbers that are not finite")
    }
    self.init(
      terms: terms, weights: weights.doubles,
      matrix: Matrix(rows: terms.count, columns: matrix.shape[1], elements: matrix.doubles))
  }
}
