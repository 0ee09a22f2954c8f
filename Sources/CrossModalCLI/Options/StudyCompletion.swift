import Reports
import Studies

/// What a shell may complete from the study that a command line names.
enum StudyCompletion {
  /// The names of the cells of the first study among the words; none where there is no study.
  ///
  /// - Parameters: the words of the command line, the place of the one that is completed, and what is written of it.
  @Sendable static func cells(_ words: [String], _ place: Int, _ prefix: String) -> [String] {
    let studies = words.dropFirst().lazy.compactMap { try? Experiments.study($0) as? MapStudy }
    return studies.first?.experiment.plan.cells.map(\.cell.id) ?? []
  }
}
