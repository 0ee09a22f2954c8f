import Foundation
import VectorFiles

/// The door for every file of features: what ``FeatureTable`` reads by itself, and MAT and HDF5 files through the program
/// that reads them, which `CrossModal` must not start.
package enum FeatureFile {
  /// Reads vectors, one item a row: the formats of ``FeatureTable/read(_:requireFinite:)``, and `file.mat:VARIABLE`,
  /// `file.h5:NAME` (see ``MatrixFile``).
  /// - Throws: ``DataFileError`` as there; ``ProgramError`` if the program that reads MAT and HDF5 files is missing.
  package static func read(_ path: String, requireFinite: Bool = true) throws -> FeatureTable {
    guard let matrix = MatrixFile(path) else {
      return try FeatureTable.read(path, requireFinite: requireFinite)
    }
    return try FeatureTable(matrix.array(), requireFinite: requireFinite)
  }
}
