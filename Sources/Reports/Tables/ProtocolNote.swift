import CrossModal
import Studies

/// How a study of one of the paper's data sets measures otherwise than the paper.
enum ProtocolNote {
  /// The note; nil for the paper's own protocol, for data sets that are not the paper's, and for another K than the
  /// paper's, whose numbers are set next to nothing.
  static func text(_ study: MapStudy) -> String? {
    let (name, ours) = (study.configuration.dataset.name, study.plan.evaluation)
    guard study.configuration.measures.k == PaperTables.k, let theirs = PaperTables.evaluation(of: name),
      theirs.kind != ours.kind
    else { return nil }
    let (title, items) = (PaperTables.title(of: name), study.content.items)
    guard ours.kind == .crossValidation else {
      return
        "Not the paper’s protocol: the paper cross-validates \(title); here a fixed test split is measured."
    }
    let isTestSplit = items == PaperTables.testItems(of: name)
    return
      "Not the paper’s protocol: the paper trains on the training split of \(title) and measures the test split (mean of "
      + "\(theirs.finalFits) runs). Here the \(items) items\(isTestSplit ? ", which are that test split alone," : "") are cut "
      + "into \(ours.folds) folds, and each is measured by a map trained on the others, about "
      + "\(items * (ours.folds - 1) / ours.folds) items. A fold is smaller than the test split, so chance is higher."
  }
}
