import CrossModal
import Dense
import VectorFiles

extension MapInputs {
  /// The folds of the search: all rows, or the training rows, cut as the protocol says. Groups stay in one fold.
  ///
  /// The inputs must have passed ``checkFolds(_:)``.
  func folds(_ evaluation: EvaluationProtocol, key: StreamKey) -> RepeatedFolds {
    let searched = trainingItems ?? items
    return RepeatedFolds(
      items: searched, count: evaluation.folds, repeats: evaluation.repeats, key: key,
      groups: groups.map { Array($0.prefix(searched)) },
      strata: evaluation.isStratified ? strata.map { Array($0.prefix(searched)) } : nil)
  }

  /// The class of each item as a number; nil without labels. Of several labels the first counts.
  private var strata: [Int]? {
    guard let labels else { return nil }
    var known: [String: Int] = [:]
    return labels.map { labels in
      let label = labels.first ?? ""
      let place = known[label] ?? known.count
      known[label] = place
      return place
    }
  }

  /// Refuses folds that cannot be: without rows, without groups, or without rows of a class.
  /// - Throws: ``StudyError/data(message:)`` with what was found and what to do.
  func checkFolds(_ evaluation: EvaluationProtocol) throws {
    let searched = trainingItems ?? items
    let folds = evaluation.folds
    guard searched >= folds else {
      throw StudyError.data(message: "\(searched) rows for \(folds) folds: a fold would have no rows")
    }
    let groups = groups.map { Array($0.prefix(searched)) }
    if let groups, Set(groups).count < folds {
      throw StudyError.data(
        message: "\(Set(groups).count) groups for \(folds) folds: a fold would have no group; "
          + "protocol.folds must not be larger than the number of groups")
    }
    if evaluation.isStratified { try checkStrata(searched, folds, groups) }
  }

  private func checkStrata(_ searched: Int, _ folds: Int, _ groups: [Int]?) throws {
    guard let labels = labels.map({ Array($0.prefix(searched)) }) else {
      throw StudyError.data(
        message: "protocol.stratify needs a label for every row, and there are none; "
          + "dataset.labels or a label-column gives them")
    }
    if let row = labels.firstIndex(where: { $0.count != 1 }) {
      throw StudyError.data(
        message: "protocol.stratify needs one label a row, but row \(row + 1) has \(labels[row].count); "
          + "leave protocol.stratify out, or give dataset.labels a file or column with one label a row")
    }
    var rows: [String: Int] = [:]
    var groupsOf: [String: Set<Int>] = [:]
    var first: [Int: (row: Int, label: String)] = [:]
    for (row, label) in labels.map({ $0[0] }).enumerated() {
      rows[label, default: 0] += 1
      guard let group = groups?[row] else { continue }
      groupsOf[label, default: []].insert(group)
      if let known = first[group], known.label != label {
        throw StudyError.data(
          message: "protocol.stratify needs groups of one class, but rows \(known.row + 1) (\(DataFileError.quoted(known.label))) and "
            + "\(row + 1) (\(DataFileError.quoted(label))) are of one group; leave protocol.stratify out")
      }
      if first[group] == nil { first[group] = (row, label) }
    }
    // The first class in row order, so that the same one is named every time.
    if let label = labels.map({ $0[0] }).first(where: { (groupsOf[$0]?.count ?? rows[$0] ?? 0) < folds }) {
      let count = groupsOf[label]?.count ?? rows[label] ?? 0
      throw StudyError.data(
        message: "class \(DataFileError.quoted(label)) has \(count) \(groups == nil ? "row" : "group")\(count == 1 ? "" : "s") for \(folds) folds; "
          + "protocol.folds must not be larger than the smallest class, or leave protocol.stratify out")
    }
  }
}
