import Dense
import Foundation
import VectorFiles

/// The door for every file of features: what ``FeatureTable`` reads by itself, word vectors, and MAT and HDF5 files through
/// the program that reads them, which `CrossModal` must not start.
package enum FeatureFile {
  /// Reads vectors, one item a row: the formats of ``FeatureTable/read(_:options:requireFinite:)``, word vectors with their
  /// words as names, and `file.mat:VARIABLE`, `file.h5:NAME` (see ``MatrixFile``).
  /// - Throws: ``DataFileError`` as there; ``ProgramError`` if the program that reads MAT and HDF5 files is missing.
  package static func read(
    _ path: String, options: TableOptions = TableOptions(), requireFinite: Bool = true
  ) throws -> FeatureTable {
    if let matrix = MatrixFile(path) {
      return try FeatureTable(matrix.array(), requireFinite: requireFinite)
    }
    if try holdsWords(path) { return FeatureTable(try WordVectors.read(path)) }
    return try FeatureTable.read(path, options: options, requireFinite: requireFinite)
  }

  /// Whether a file is one of word vectors, whose rows are joined by word.
  package static func holdsWords(_ path: String) throws -> Bool {
    guard MatrixFile(path) == nil, !FeatureTable.holdsArrays(path) else { return false }
    let bytes = try FileContent.read(path)
    switch try FileFormat.recognize(bytes, path: path) {
    case .word2vecBinary: return true
    case .text: return WordVectors.areIn(bytes, path: path)
    case .npy, .npz, .safetensors, .matrix: return false
    }
  }
}
