/// What a file of vectors is: by its first bytes, and where they leave it open by its ending.
package enum FileFormat: Hashable, Sendable {
  /// One numpy array.
  case npy
  /// A zip archive of numpy arrays.
  case npz
  /// Named tensors.
  case safetensors
  /// MAT or HDF5, read by a program of its own.
  case matrix
  /// word2vec's binary format.
  case word2vecBinary
  /// Lines of text: a table, word vectors, labels, words.
  case text

  /// The format of a file whose content begins so.
  /// - Parameter path: the file, without a part behind a colon.
  /// - Throws: ``DataFileError`` that names a format which is not read, with the line that converts it.
  package static func recognize(_ bytes: BoundedBytes, path: String) throws -> FileFormat {
    let name = path.lowercased()
    if name.hasSuffix(".npy") { return .npy }
    if name.hasSuffix(".npz") { return .npz }
    if name.hasSuffix(".safetensors") { return .safetensors }
    if [".mat", ".h5", ".hdf5"].contains(where: name.hasSuffix) { return .matrix }
    return name.hasSuffix(".bin") ? .word2vecBinary : .text
  }
}
