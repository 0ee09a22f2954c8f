import Studies

extension StudyStatus {
  /// The keys of `status --json`.
  package static var fields: [DocumentField] {
    [
      .text("name", "Name of the study."),
      .text("kind", "Kind of the experiment: maps or ratings."),
      .text("units", "What is counted: fits of maps, rows of ratings."),
      DocumentField("progress", .object(progressFields), "How far it is."),
      .number("computed", "Time of computing in the finished fits.", unit: .seconds),
      .number(
        "secondsLeftForOneWorker",
        "Time to the end if one worker computed alone, from the cost of what is left; missing before the first fit.",
        unit: .seconds, isOptional: true),
      DocumentField("workers", .objects(workerFields), "The workers that hold a unit of work."),
      DocumentField(
        "best", .objects(CellChoice.fields), "The choice in each cell so far, as in `best --json`."),
      DocumentField(
        "encoders", .objects(encoderFields),
        "The text features that an encoder made, and how its training went."),
      DocumentField(
        "notes", .values(.text),
        "What of the inputs is worth knowing before a number is believed, as repeated rows; empty where nothing is."
      ),
      .integer("hidden", "Results of an earlier configuration or choice, which are kept and not shown."),
      DocumentField("failures", .objects(failureFields), "What diverged or failed."),
      DocumentField(
        "tornJournals", .values(.text), "Journals that end in a torn line, which is ignored."),
    ]
  }

  private static let progressFields: [DocumentField] = [
    .integer("done", "Fits that have a result; of ratings, rows."),
    .integer("total", "Fits of the study, search and final; of ratings, rows."),
    .integer("diverged", "Those that diverged."),
    .integer("failed", "Those that were given up."),
    .number("share", "Cost of the finished fits over the cost of all.", unit: .share),
    .number(
      "rate", "Fits finished per second in the last ten minutes, by all workers; missing if none was.",
      unit: .fitsPerSecond, isOptional: true),
    .number(
      "secondsLeft", "Time to the end at that rate, by the cost of what is left.", unit: .seconds,
      isOptional: true),
  ]

  private static let workerFields: [DocumentField] = [
    .text("worker", "The worker, as its journal is named."),
    .text("host", "Its machine."),
    .text("unit", "The unit of work that it is at."),
    .number("secondsSinceSign", "Time since its last sign of life.", unit: .seconds),
    .flag("lives", "Whether it lives; missing on another machine than this.", isOptional: true),
  ]

  private static let failureFields: [DocumentField] = [
    .text("unit", "Its name."),
    .text("state", "diverged or failed."),
    .text("reason", "Why."),
  ]

  private static let encoderFields: [DocumentField] = [
    .text("features", "Name of the feature set."),
    DocumentField("encoding", .object(encodingFields), "How the training went."),
  ]

  private static let encodingFields: [DocumentField] = [
    .text("recipe", "SHA-256 of everything that decides the features."),
    DocumentField(
      "counts",
      .object([
        .integer("texts", "Number of texts.", unit: .texts),
        .integer(
          "trainingTexts", "Texts to learn from, those held out for early stopping included.", unit: .texts),
        .integer("vocabulary", "Words in the vocabulary.", unit: .words),
        .integer("words", "Words in all texts.", unit: .words),
        .integer(
          "wordsRead", "Of these, the ones that are read: known, and not beyond the longest text.",
          unit: .words),
        .integer("emptyTexts", "Texts of which no word is read; their features are zero.", unit: .texts),
        .integer("labels", "Labels of the training rows."),
      ]), "What the texts came to."),
    .integer("epochs", "Epochs that were trained.", unit: .epochs),
    .integer("bestEpoch", "The epoch whose weights were kept; 0 for none."),
    DocumentField(
      "precision",
      .objects([
        .number(
          "training", "Mean average precision inside the rows that were learned from; larger is better.",
          unit: .share, isOptional: true),
        .number(
          "others", "Mean average precision inside all other rows; larger is better.", unit: .share,
          isOptional: true),
      ]), "The feature check before training and after it."),
  ]
}
