import CrossModal
import Dense
import ForeignFiles
import VectorFiles

/// The data of a study of comparisons, written once and read by every worker: float32, or float64 where float32 does not
/// hold the numbers of the file.
enum ComparisonData {
  /// SHA-256 of the rows of a table, in the numbers in which they are compared.
  static func hash(_ table: FeatureTable) -> String {
    guard let exact = table.exact else { return FeatureHash.digest([table.features]) }
    var hash = ContentHash()
    hash.update("\(exact.rows)×\(exact.columns) float64\n")
    hash.update(exact.view)
    return hash.hexadecimal()
  }

  /// Keeps a table; returns the file's name.
  static func keep(_ table: FeatureTable, hash: String, in directory: StudyDirectory) throws -> String {
    let file = "\(hash.prefix(24)).npy"
    let path = directory.data + "/" + file
    if let exact = table.exact {
      try NPYFile.write(exact, to: path)
    } else {
      try NPYFile.write(table.features, to: path)
    }
    return file
  }

  /// Reads a space that ``keep(_:hash:in:)`` wrote.
  static func rows(_ space: ComparisonInputs.Space, in directory: StudyDirectory) throws -> MeasuredRows {
    let path = directory.data + "/" + space.file
    let table = try FeatureFile.read(path)
    guard hash(table) == space.hash else {
      throw StudyError.damaged(
        place: path, message: "damaged: its content is not what the study was made with")
    }
    return MeasuredRows(table)
  }
}
