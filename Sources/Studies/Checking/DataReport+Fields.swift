extension DataReport {
  /// The keys of the document of `check --data`; the version and the errors come on top.
  package static let fields: [DocumentField] = [
    DocumentField(
      "files",
      .objects([
        .text("file", "The file, as the configuration writes it."),
        .integer("bytes", "Its size; missing where there is no such file.", isOptional: true),
      ]), "The files that the configuration names, each once."),
    DocumentField(
      "sets", .objects(Rows.fields), "The sets that could be read, in the order of the configuration."),
    .text("names", "How the rows of different sets belong together.", isOptional: true),
    .integer("items", "Items after rows were joined.", isOptional: true),
    .integer("trainingItems", "Training items of a fixed split.", isOptional: true),
    DocumentField(
      "labels",
      .object([
        .integer("count", "Different labels."), .integer("without", "Items without a label."),
        .integer("several", "Items with several labels."), .integer("rarest", "Items of the rarest label."),
      ]), "Labels of items.", isOptional: true),
    DocumentField(
      "groups",
      .object([
        .integer("count", "Groups."), .integer("smallest", "Items of the smallest group."),
        .integer("largest", "Items of the largest group."),
      ]), "Groups of items, each of which is in one fold.", isOptional: true),
    DocumentField(
      "folds",
      .object([
        .integer("count", "Folds of all repeats."),
        .integer("smallest", "Held-out items of the smallest fold."),
        .integer("largest", "Held-out items of the largest fold."),
        .integer("fewestTraining", "Training items of the fold that has the fewest."),
      ]), "Folds of the search.", isOptional: true),
    DocumentField("notes", .values(.text), "What readers decided, and what looks odd, each a sentence."),
  ]
}

extension DataReport.Rows {
  static let fields: [DocumentField] = [
    .text("name", "The name in the configuration, with its side."),
    .text("kind", "What a row is: vectors, texts, pairs or words."), .integer("rows", "Rows."),
    .integer("columns", "Numbers of a row.", isOptional: true),
    .integer("repeatedRows", "Rows that equal another row.", isOptional: true),
    .integer("zeroRows", "Rows of zeros.", isOptional: true),
    .integer("constantColumns", "Columns that have one number in all rows.", isOptional: true),
    .flag("isNamed", "Whether the file names its rows."),
  ]
}

extension WorkEstimate {
  /// The keys of the object `estimate` of `plan --estimate`.
  package static let fields: [DocumentField] = [
    .number("secondsOnOneCore", "Seconds of everything by one worker."),
    .number("seconds", "Seconds with the workers, as far as there are processors for them."),
    .integer("workers", "Worker processes."),
    .integer("memoryBytesPerWorker", "The most bytes that a worker holds, those that all share included."),
    .integer("diskBytes", "Bytes of the study when it is done."),
    DocumentField("measured", .values(.text), "What was measured, each a sentence."),
  ]
}
