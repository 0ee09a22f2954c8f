import VectorFiles

extension DataFileError {
  /// This error with its remedy in the words of a configuration.
  /// - Parameters:
  ///   - section: the path of the feature set's section.
  ///   - align: the path of the key that says how rows belong together.
  func remedied(in section: String, align: String = "dataset.align") -> DataFileError {
    let words: String? =
      switch remedy {
      case .sayHeader: "\(section).header: yes or no says it"
      case .sayIdColumn(let column):
        "\(section).id-column: \(column) leaves it out, \(section).id-column: none takes it as numbers"
      case .sayLabelColumn(let column):
        "\(section).label-column: \(column) leaves it out, \(section).label-column: none takes it as numbers"
      case .sayNoIdColumn: "\(section).id-column: none takes it as it is"
      case .sayColumns: "\(section).id-column and .label-column say which columns name and label the rows"
      case .sayAlign(let canJoin):
        (canJoin ? "\(align): names joins rows by name, " : "") + "\(align): rows ignores names"
      case .sayRatingColumns:
        "\(section).word-columns and \(section).rating-column say which"
      case .sayMiddleAxis: "\(section).middle-axis: rows makes an item of each of its rows"
      case .readAsLatin1, .roundToFloat32, nil: nil
      }
    guard let words else { return self }
    return DataFileError(kind: kind, path: path, message: "\(message); \(words)")
  }
}
