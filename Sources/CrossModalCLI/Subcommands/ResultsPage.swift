import CrossModal
import Documents
import ForeignFiles
import Reports
import Studies

/// `docs/RESULTS.md` for all commands of this program.
enum ResultsPage {
  /// The page.
  static var manual: ResultsManual {
    ResultsManual([check, plan] + ResultsManual.studies + [verify, retry] + files + machine)
  }

  private static let plan = ResultsManual.Section(
    "crossmodal plan CONFIG --json", "What a configuration would run; needs no data files.",
    [
      .document(PlanCommand.fields(StudyPlan.fields)),
      .document(PlanCommand.fields(RatingsPlan.fields), title: "JSON document of `kind: ratings`"),
      .document(PlanCommand.fields(ComparisonPlan.fields), title: "JSON document of `kind: comparison`"),
      .document(
        [DocumentField("cells", .objects(StudyPlan.settingQuantities.map(\.field)), "The cells.")],
        title: "Also with `--settings`"),
      .document(
        [
          DocumentField(
            "estimate", .object(WorkEstimate.fields), "What the study would take, from a few measured steps.")
        ], title: "Also with `--estimate`, which reads the data"),
    ])

  private static let check = ResultsManual.Section(
    "crossmodal check CONFIG --data --json", "What the data of a configuration are like, and what is wrong.",
    [.document([.version] + DataReportDocument.fields)])

  private static let verify = ResultsManual.Section(
    "crossmodal verify STUDY --json",
    "A study that is right as far as it goes; what is wrong is an error instead.",
    [
      .document([.version] + VerificationOutcome.fields),
      .document([.version] + RaceDocument.fields, title: "JSON document of `--race`"),
    ])

  private static let retry = ResultsManual.Section(
    "crossmodal retry STUDY --json", "The results that were taken back.",
    [.document([.version] + RetryCommand.Document.fields)])

  private static let files = [
    ResultsManual.Section(
      "crossmodal compare A B --json",
      "What spaces of the same items share, compared with what unrelated spaces would.",
      [.document([.version] + CompareDocument.fields)]),
    ResultsManual.Section(
      "crossmodal overlap A B", "mNNO of two row-aligned files, and other measures of their neighbor lists.",
      [
        .document([.version] + OverlapDocument.fields, title: "`--json`"),
        .columns(OverlapDocument.itemColumns, title: "`--per-item FILE.csv`, one row an item"),
      ]),
    ResultsManual.Section(
      "crossmodal similarity VECTORS --ratings FILE… --json",
      "Do similarities of word vectors agree with people?",
      [.document([.version] + RatingsMeasurement.fields)]),
    ResultsManual.Section(
      "crossmodal retrieval A --json", "Do near rows share a label?",
      [.document([.version] + PrecisionDocument.fields)]),
    ResultsManual.Section(
      "crossmodal retrieval A B --json", "Do rows of one file find what belongs to them in another?",
      [.document([.version] + CrossRetrievalDocument.fields)]),
    ResultsManual.Section(
      "crossmodal neighbors A [B] -o FILE.csv", "One row a neighbor, nearest first.",
      [.columns(NeighborsCommand.columns, title: "Columns")]),
    ResultsManual.Section(
      "crossmodal inspect FILE --json", "What a file is, and what looks wrong with it.",
      [.document([.version] + FileInspection.fields)]),
    ResultsManual.Section(
      "crossmodal train X Y --history FILE.csv", "One row an epoch.",
      [.columns(TrainCommand.historyColumns, title: "Columns")]),
    ResultsManual.Section(
      "crossmodal encode TEXT.tsv --history FILE.csv", "One row an epoch.",
      [.columns(EncodeCommand.historyColumns, title: "Columns")]),
  ]

  private static let machine = [
    ResultsManual.Section(
      "crossmodal doctor --json", "What computes here and how fast, and what it may use.",
      [.document([.version] + DoctorDocument.fields)]),
    ResultsManual.Section(
      "bench peak|gemm|train|eval|neighbors|distances|compare|ridge|grid --json",
      "How fast, compared with the limit measured in the same run.",
      [.document(BenchDocument.fields)]),
  ]
}
