import CrossModal
import Dense
import VectorFiles

/// The data of a study, mapped into memory: workers on one machine share it.
package struct MapData: Sendable {
  private let tables: [String: MatrixView<Float>]
  private let inputs: MapInputs
  private let groups: [Int]?
  /// Label sets of the items, if there are labels.
  package let labels: LabelSets?

  /// Maps the data files of a study.
  package init(_ study: MapStudy) throws {
    inputs = study.content
    var tables: [String: MatrixView<Float>] = [:]
    for features in study.content.features where tables[features.file] == nil {
      let path = study.directory.data + "/" + features.file
      let view = try FeatureTable.read(path).features
      guard view.rows == study.content.items, view.columns == features.columns else {
        throw StudyError.damaged(
          place: path,
          message:
            "\(view.rows)×\(view.columns) numbers; the manifest says \(study.content.items)×\(features.columns)"
        )
      }
      // Reading all numbers once also brings the file into memory, where the workers of a machine share it.
      guard FeatureHash.digest([view]) == features.hash else {
        throw StudyError.damaged(
          place: path, message: "damaged: its numbers are not those that the study was made with")
      }
      tables[features.file] = view
    }
    self.tables = tables
    groups = study.content.groups
    labels = study.content.labels.map(LabelSets.init)
    if let labels, labels.items != study.content.items {
      throw StudyError.damaged(
        place: study.directory.manifest,
        message: "labels of \(labels.items) items, \(study.content.items) expected")
    }
    if let groups, groups.count != study.content.items {
      throw StudyError.damaged(
        place: study.directory.manifest,
        message: "groups of \(groups.count) items, \(study.content.items) expected")
    }
  }

  /// X and Y of a cell.
  package func pairs(of cell: Cell) throws -> PairedData<Float> {
    guard let features = inputs.features(of: cell), let source = tables[features.input.file],
      let target = tables[features.target.file]
    else { throw StudyError.data(message: "the study has no data for cell \(cell.id)") }
    return PairedData(inputs: source, targets: target, labels: labels, groups: groups)
  }
}
