import Dense

/// The numbers of a sentence encoder, tensor by tensor, checked against its sizes.
package struct SentenceWeights {
  private let path: String
  private let prefix: String

  /// The weights of a folder.
  /// - Throws: ``DataFileError`` for a folder without `model.safetensors`, which says what it has instead.
  package init(_ folder: SentenceModelFolder) throws {
    path = folder.file("model.safetensors")
    guard folder.has("model.safetensors") else {
      let others = folder.files.filter { name in
        [".bin", ".pt", ".h5", ".onnx", ".msgpack", ".safetensors", ".safetensors.index.json"]
          .contains { name.hasSuffix($0) }
      }
      throw DataFileError.content(
        folder.path,
        "has no model.safetensors"
          + (others.isEmpty
            ? "; allowed: weights in one file of this name"
            : " but \(others.prefix(4).joined(separator: ", ")); python -c \"from transformers import AutoModel; "
              + "AutoModel.from_pretrained('.').save_pretrained('.')\" in the folder writes one"))
    }
    let names = try SafetensorsFile.names(path)
    let ending = "embeddings.word_embeddings.weight"
    guard let found = names.filter({ $0.hasSuffix(ending) }).min(by: { $0.count < $1.count }) else {
      throw DataFileError.content(
        path,
        "has no tensor named …\(ending); it has: \(names.prefix(6).joined(separator: ", "))"
          + (names.count > 6 ? ", …" : ""))
    }
    prefix = String(found.dropLast(ending.count))
  }

  /// A matrix of this shape; a tensor of float64, float16 or bfloat16 is converted.
  /// - Throws: ``DataFileError`` for a tensor that is missing, of another shape, or not finite.
  package func matrix(_ name: String, rows: Int?, columns: Int) throws -> Matrix<Float> {
    let array = try SafetensorsFile.read(path, name: prefix + name)
    let matrix = try array.matrix()
    guard array.shape.count == 2, matrix.columns == columns, rows.map({ $0 == matrix.rows }) ?? true else {
      throw DataFileError.content(
        "\(path):\(prefix + name)",
        "has the shape \(array.shape.map(String.init).joined(separator: " × ")); needed: "
          + "\(rows.map(String.init) ?? "tokens") × \(columns), as config.json says")
    }
    return try finite(matrix, name)
  }

  /// A vector of this length; see ``matrix(_:rows:columns:)``.
  package func vector(_ name: String, count: Int) throws -> [Float] {
    let array = try SafetensorsFile.read(path, name: prefix + name)
    let matrix = try array.matrix()
    guard array.shape == [count] else {
      throw DataFileError.content(
        "\(path):\(prefix + name)",
        "has the shape \(array.shape.map(String.init).joined(separator: " × ")); needed: \(count), as "
          + "config.json says")
    }
    return try finite(matrix, name).elements
  }

  /// What does not fit together with the rest of the model.
  package func error(_ message: String) -> DataFileError { .content(path, message) }

  private func finite(_ matrix: Matrix<Float>, _ name: String) throws -> Matrix<Float> {
    if let (row, column) = matrix.firstNotFinite {
      throw DataFileError.content(
        "\(path):\(prefix + name)", "row \(row + 1), column \(column + 1) is not finite")
    }
    return matrix
  }
}
