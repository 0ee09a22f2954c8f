import CrossModal
import Dense
import VectorFiles

extension MapImport {
  /// What the files of a configuration are like, with everything that is wrong: by the readers and the checks that take
  /// them into a study. Nothing is written, no encoder is trained.
  static func report(_ configuration: StudyConfiguration, kernels: KernelChoice) -> DataReport {
    var notes: [String] = []
    let take = MapImport(
      configuration: configuration, directory: StudyDirectory(""), kernels: kernels,
      onEvent: { notes.append($0.text) })
    var report = take.report()
    report.notes += notes
    return report
  }

  private func report() -> DataReport {
    let sides = self.sides
    var report = DataReport(
      sides.flatMap(\.set.files) + sides.compactMap(\.set.encoder?.embeddings) + labelFiles + groupFiles
        + (configuration.dataset.names.map { [$0] } ?? []))
    let read = sides.compactMap { side, set in report.attempt { try readSet(side, set) } }
    tell(read.flatMap(\.parts).map { ($0.path, $0.notes) })
    report.sets = read.map(rows)
    // Rows are joined among all sets or not at all.
    guard read.count == sides.count, let aligned = report.attempt({ try aligned(read) }) else {
      _ = report.attempt { try configuration.dataset.labels.map { try LabelInput($0) } }
      _ = report.attempt { try configuration.dataset.groups.map { try LabelInput($0) } }
      return report
    }
    let counts = aligned.counts
    report.names = names(read, aligned)
    report.items = counts.reduce(0, +)
    report.trainingItems = counts.count == 2 ? counts[0] : nil
    var inputs = MapInputs(
      features: [], labels: nil, items: counts.reduce(0, +), trainingItems: report.trainingItems)
    inputs.rowsPerItem = aligned.rowsPerItem > 1 ? aligned.rowsPerItem : nil
    inputs.labels =
      report.attempt {
        try readLabels(counts: counts, rowsPerItem: aligned.rowsPerItem, aligned.sets)
      } ?? nil
    report.labels = inputs.labels.map { DataReport.Labels($0) }
    inputs.itemGroups =
      report.attempt {
        try readGroups(counts: counts, rowsPerItem: aligned.rowsPerItem, own: aligned.groups)
      } ?? nil
    report.groups = inputs.groups.map { DataReport.Groups($0) }
    check(&inputs, aligned.sets, &report)
    return report
  }

  // Folds, neighbors, labels, steps, ranks, encoders and what repeats, each by itself.
  private func check(_ inputs: inout MapInputs, _ read: [FeatureInput], _ report: inout DataReport) {
    let known = inputs
    if report.attempt({ try known.checkFolds(configuration.evaluation) }) != nil {
      report.folds = folds(known)
      _ = report.attempt { try checkSizes(known) }
      for input in read { _ = report.attempt { try checkSteps(of: [input], known) } }
    }
    _ = report.attempt { try checkLabels(known) }
    _ = report.attempt { try checkShown(known) }
    _ = report.attempt {
      try checkRanks(known) { side, set in
        read.first { $0.side == side && $0.set.name == set.name }?.columns
      }
    }
    for input in read {
      guard let encoder = input.set.encoder, encoder.learns else { continue }
      let counts = report.attempt {
        try EncoderStep(
          input, encoder, labels: known.labels ?? [], trainingItems: known.trainingItems,
          seed: configuration.seed, kernels: kernels
        ).counts()
      }
      if let counts { report.notes.append(EncodingEvent.begun(set: input.set.name, counts: counts).text) }
    }
    countRepetitions(&inputs, read, &report)
  }

  private func countRepetitions(
    _ inputs: inout MapInputs, _ read: [FeatureInput], _ report: inout DataReport
  ) {
    var tables: [String: FeatureTable] = [:]
    for input in read where input.set.encoder == nil {
      let views = input.vectors
      var features = MapInputs.Features(
        side: input.side, name: input.set.name, file: "\(input.side.rawValue)/\(input.set.name)",
        columns: views.first?.columns ?? 0, hash: "", sources: [], stamps: [], options: "")
      features.count(RowFacts(views))
      tables[features.file] = FeatureTable(
        path: input.parts[0].path,
        features: views.count == 1 ? views[0] : Self.joined(views))
      inputs.features.append(features)
    }
    inputs.countRepetitions { features in
      guard let table = tables[features.file] else { preconditionFailure("no rows of \(features.file)") }
      return table
    }
    let sides = configuration.dataset.sides
    report.notes += [inputs.repeatedRows(sides), inputs.rowsKeptTogether(sides)].compactMap { $0 }
  }

  private static func joined(_ views: [MatrixView<Float>]) -> MatrixView<Float> {
    Matrix(
      rows: views.reduce(0) { $0 + $1.rows }, columns: views.first?.columns ?? 0,
      elements: views.flatMap { Matrix($0).elements }
    ).view
  }

  private func rows(_ input: FeatureInput) -> DataReport.Rows {
    let views = input.vectors
    let isText = input.set.encoder != nil
    var rows = DataReport.Rows(
      name: "\(configuration.dataset.sides.name(of: input.side))/\(input.set.name)",
      kind: isText ? "texts" : "vectors", rows: input.parts.reduce(0) { $0 + $1.rows.count },
      columns: views.first?.columns)
    rows.isNamed = input.parts.contains { $0.named.names != nil && !$0.named.areLabels }
    guard !isText else { return rows }
    let facts = RowFacts(views)
    (rows.repeatedRows, rows.zeroRows) = (facts.repeatedRows, facts.zeroRows)
    rows.constantColumns = RowFacts.constantColumns(views)
    return rows
  }

  private func folds(_ inputs: MapInputs) -> DataReport.Folds {
    let folds = inputs.folds(configuration.evaluation, key: FitStreams(configuration).folds)
    let sizes = (0..<folds.count).map { folds.heldOut($0).count }
    let (smallest, largest) = (sizes.min() ?? 0, sizes.max() ?? 0)
    return DataReport.Folds(
      count: folds.count, smallest: smallest, largest: largest,
      fewestTraining: (inputs.trainingItems ?? inputs.items) - largest)
  }

  // How the rows of all sets came together.
  private func names(_ read: [FeatureInput], _ aligned: AlignedInputs) -> String {
    let items = aligned.counts.reduce(0, +) / aligned.rowsPerItem
    let named = read.filter { input in input.parts.allSatisfy { $0.named.names != nil } }
    let lost = read.map { $0.counts.reduce(0, +) }.max() ?? items
    if configuration.dataset.alignment == .names || named.contains(where: { $0.parts[0].named.areWords }) {
      return named.count == read.count
        ? "rows joined by name, \(items) of at most \(lost) are common" : "rows joined by their order"
    }
    if configuration.dataset.alignment == .rows { return "rows joined by their order, names are ignored" }
    return named.count > 1
      ? "rows joined by their order; the names of \(named.count) sets agree"
      : "rows joined by their order; \(named.count == 1 ? "one set names them" : "no file names them")"
  }
}
