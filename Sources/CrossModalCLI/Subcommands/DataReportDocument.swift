import Studies

/// What `check --data` says: a report with this program's words for its errors.
struct DataReportDocument: Encodable {
  /// An error as the program would end with it.
  struct Failure: Encodable {
    /// The exit code.
    let code: Int32
    /// One line.
    let message: String
  }

  /// Everything that would stop a study, the first first.
  let errors: [Failure]
  private let report: DataReport

  /// The document of a report.
  init(_ report: DataReport) {
    self.report = report
    errors = report.errors.map { error in
      let words = ErrorWords(error)
      return Failure(code: words?.code ?? 65, message: words?.message ?? "\(error)")
    }
  }

  /// One line a thing.
  var text: [String] {
    report.text + errors.map { "error: \($0.message)" } + (errors.isEmpty ? ["no errors"] : [])
  }

  /// The keys besides the version.
  static let fields =
    DataReport.fields + [
      DocumentField(
        "errors",
        .objects([
          .integer("code", "The exit code with which the program would end."), .text("message", "One line."),
        ]), "Everything that would stop a study, the first first.")
    ]

  private enum CodingKeys: CodingKey {
    case files, sets, names, items, trainingItems, labels, groups, folds, notes, errors
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(report.files, forKey: .files)
    try container.encode(report.sets, forKey: .sets)
    try container.encodeIfPresent(report.names, forKey: .names)
    try container.encodeIfPresent(report.items, forKey: .items)
    try container.encodeIfPresent(report.trainingItems, forKey: .trainingItems)
    try container.encodeIfPresent(report.labels, forKey: .labels)
    try container.encodeIfPresent(report.groups, forKey: .groups)
    try container.encodeIfPresent(report.folds, forKey: .folds)
    try container.encode(report.notes, forKey: .notes)
    try container.encode(errors, forKey: .errors)
  }
}
