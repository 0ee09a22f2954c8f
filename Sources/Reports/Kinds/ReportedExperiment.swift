import Studies

/// What reports know of an experiment beyond the columns of its results. Everything has an answer that suits any
/// experiment.
package protocol ReportedExperiment: Experiment {
  /// What `best` says.
  static func best(_ study: Study<Self>, _ ledger: Ledger<Self>) -> BestAnswer
  /// What a person should know at the end of a run, each a sentence.
  static func remarks(_ study: Study<Self>, _ ledger: Ledger<Self>) -> [String]
  /// What `status` shows besides counts, workers and failures.
  static func details(_ study: Study<Self>, _ ledger: Ledger<Self>) -> StudyStatus.Details
  /// The tables of the index.
  static func index(_ ledger: Ledger<Self>) -> IndexContent
  /// The searches, for other programs.
  static func searches(_ ledger: Ledger<Self>) -> [ExportedSearch]
  /// The plan of a configuration as text for people and as one JSON document, with the settings of its cells if they are
  /// wanted.
  static func plan(_ configuration: Configuration, withSettings: Bool) -> (text: String, json: String)
  /// Whether there are settings among which is chosen.
  static var hasSettings: Bool { get }
}

extension ReportedExperiment {
  /// Nothing.
  package static func remarks(_ study: Study<Self>, _ ledger: Ledger<Self>) -> [String] { [] }
  /// Nothing.
  package static func details(_ study: Study<Self>, _ ledger: Ledger<Self>) -> StudyStatus.Details { .init() }
  /// One table with the columns of `results`.
  package static func index(_ ledger: Ledger<Self>) -> IndexContent { IndexContent(ofResults: ledger) }
  /// No.
  package static var hasSettings: Bool { false }
  /// None.
  package static func searches(_ ledger: Ledger<Self>) -> [ExportedSearch] { [] }
}

/// A study of any kind that reports know.
package protocol ReportedStudy: AnyStudy where Kind: ReportedExperiment {}

extension Study: ReportedStudy where Kind: ReportedExperiment {}

/// A configuration of any kind that reports know.
package protocol ReportedConfiguration: ExperimentConfiguration where Planned: ReportedExperiment {}

extension StudyConfiguration: ReportedConfiguration {}
extension RatingsConfiguration: ReportedConfiguration {}
extension ComparisonConfiguration: ReportedConfiguration {}
