import Dense
import VectorFiles

/// The door for every file of features: what ``FeatureTable`` reads by itself, word vectors, and MAT and HDF5 files through
/// the program that reads them, which `CrossModal` must not start.
package enum FeatureFile {
  /// Reads vectors, one item a row: the formats of ``FeatureTable/read(_:options:requireFinite:)``, word vectors with their
  /// words as names, and `file.mat:VARIABLE`, `file.h5:NAME` (see ``MatrixFile``).
  /// - Throws: ``DataFileError`` as there; ``ProgramError`` if the program that reads MAT and HDF5 files is missing.
  package static func read(
    _ path: String, options: TableOptions = TableOptions(), requirement: NumberRequirement = .finite
  ) throws -> FeatureTable {
    let file = try DataFile(path)
    if let array = try array(file) { return try FeatureTable(array, requireFinite: requirement == .finite) }
    return try text(file, options, requirement)
  }

  /// The same vectors a block of rows at a time: an array in C order may be larger than the memory.
  /// - Throws: as ``read(_:options:requirement:)``; numbers of an array are checked when their rows are read.
  package static func blocks(_ path: String, options: TableOptions = TableOptions()) throws -> RowBlocks {
    let file = try DataFile(path)
    if let array = try array(file) { return try RowBlocks(array) }
    return RowBlocks(try text(file, options, .finite))
  }

  private static func text(_ file: DataFile, _ options: TableOptions, _ requirement: NumberRequirement) throws
    -> FeatureTable
  {
    if holdsWords(file) { return FeatureTable(try WordVectors.read(file.part.path)) }
    return try FeatureTable(table: file, options: options, requirement: requirement)
  }

  /// The array that a file holds, MAT and HDF5 included; nil for text and word vectors.
  /// - Throws: as ``read(_:options:requirement:)``.
  package static func array(_ file: DataFile) throws -> NPYArray? {
    guard let matrix = MatrixFile(file) else { return try file.array() }
    return try matrix.array()
  }

  /// Whether a file is one of word vectors, whose rows are joined by word.
  package static func holdsWords(_ path: String) throws -> Bool { holdsWords(try DataFile(path)) }

  static func holdsWords(_ file: DataFile) -> Bool {
    switch file.format {
    case .word2vecBinary: return true
    case .text:
      guard let bytes = try? FileContent.text(file.bytes, path: file.part.file) else { return false }
      return WordVectors.areIn(bytes, path: file.part.file)
    case .npy, .npz, .safetensors, .matrix: return false
    }
  }
}
