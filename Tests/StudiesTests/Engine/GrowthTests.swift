import Foundation
import StudyTestSupport
import Testing
import VectorFiles

@testable import Studies

/// A study follows its configuration: what is done counts wherever the configuration still asks for it.
@Suite struct GrowthTests {
  private func study(_ small: HandmadeStudy, _ overrides: String...) throws -> MapStudy {
    let configuration = try StudyConfiguration.load(
      path: small.study.directory.configuration, overrides: overrides, currentDirectory: small.directory)
    return try Study(configuration, at: small.study.directory.path, kernels: small.study.manifest.kernels)
  }

  @Test func moreValuesKeepWhatIsDone() throws {
    let small = try HandmadeStudy()
    try small.search()
    try small.finals { _, _ in (0.5, 0.4, 0.3) }
    let done = try small.study.ledger().totals.count
    let wide = try study(small, "grid.learning-rate=[0.1, 0.01, 0.001]", "models=[lin, nn, nn-3]")
    let ledger = try wide.ledger()
    // No search is complete any more, so no final fit is asked for.
    #expect(
      ledger.totals.count == small.study.plan.fits && ledger.hiddenCount == done - small.study.plan.fits)
    #expect(ledger[.search(cell: 0, setting: 0, fold: 0)] == nil)
    #expect(ledger[.search(cell: 0, setting: 1, fold: 0)]?.unit.contains("/lr=0.01/") == true)
    // Back again: everything counts as before.
    let narrow = try study(small, "grid.learning-rate=[0.01, 0.001]", "models=[lin, nn]")
    #expect(try narrow.ledger().totals.count == done && narrow.ledger().hiddenCount == 0)
  }

  @Test func aChoiceThatIsNoLongerTheChoiceIsNotShown() throws {
    let small = try HandmadeStudy(models: "[lin]", grid: "{learning-rate: [0.01]}")
    try small.search()
    try small.finals { _, _ in (0.5, 0.4, 0.3) }
    let before = try small.study.ledger()
    #expect(before[.final(cell: 0, repetition: 0)]?.unit.contains("/lr=0.01/epochs=2,k=3/") == true)
    let wide = try study(small, "grid.learning-rate=[0.01, 0.1]")
    let journal = try JournalWriter(wide.directory, worker: "more")
    for fit in wide.plan.searchFitIdentifiers {
      guard case .search(let cell, 1, let fold) = fit else { continue }
      let empty = MapLedger(wide.directory, wide.experiment)
      let name = try #require(wide.experiment.name(of: wide.plan.unit(of: fit), in: empty))
      var record = try small.record(.search(cell: cell, setting: 0, fold: fold), heldOut: [3, 1, 1.5])
      record.unit = name
      try journal.append(.record(record))
    }
    let ledger = try wide.ledger()
    #expect(ledger.searchIsComplete(cell: 0) && ledger.selection(cell: 0).best?.setting == 1)
    #expect(ledger[.final(cell: 0, repetition: 0)] == nil && ledger.hiddenCount == small.study.plan.finalFits)
    #expect(
      WorkQueue(ledger).next { _ in true }?.units == [wide.plan.unit(of: .final(cell: 0, repetition: 0))])
  }

  @Test func anotherKLeavesTheSearchAlone() throws {
    let small = try HandmadeStudy()
    try small.search()
    try small.finals { _, _ in (0.5, 0.4, 0.3) }
    let other = try study(small, "measures.k=5")
    let ledger = try other.ledger()
    #expect(ledger.totals.count == small.study.plan.fits)
    #expect(ledger.hiddenCount == small.study.plan.finalFits)
  }

  @Test(arguments: [
    ("training.max-epochs=4", "training.max-epochs is 3 there and 4 here"),
    ("seed=7", "seed is 1 there and 7 here"),
    ("protocol.folds=4", "protocol.folds is 2 there and 4 here"),
    ("training.batch-size=8", "training.batch-size is 64 there and 8 here"),
    ("training.optimizer=adam", "training.optimizer is "),
  ])
  func whatMakesAnotherStudyIsRefused(override: String, says: String) throws {
    let small = try HandmadeStudy()
    let error = #expect(throws: StudyError.self) { try study(small, override) }
    #expect(error?.exitCode == 64)
    #expect(error?.description.contains(says) == true && error?.description.contains("because") == true)
  }

  @Test func aNewFeatureSetComesToTheStudyAndMustFit() throws {
    let small = try HandmadeStudy()
    try small.search()
    let lines = try String(contentsOfFile: small.directory + "/image.csv", encoding: .utf8).split(
      separator: "\n")
    let reversed = lines.reversed().joined(separator: "\n") + "\n"
    try reversed.write(toFile: small.directory + "/other.csv", atomically: true, encoding: .utf8)
    try (lines.dropLast().joined(separator: "\n") + "\n").write(
      toFile: small.directory + "/short.csv", atomically: true, encoding: .utf8)
    let error = #expect(throws: DataFileError.self) {
      try study(small, "dataset.image.short.file=\(small.directory)/short.csv")
    }
    #expect(error?.kind == .content && error?.message.hasPrefix("39 rows, but ") == true)
    let grown = try study(small, "dataset.image.other.file=\(small.directory)/other.csv")
    #expect(grown.content.features.map(\.name) == ["vgg128", "bigru", "other"])
    #expect(try grown.ledger().totals.count == small.study.plan.fits)
    #expect(grown.plan.fits == 2 * small.study.plan.fits)
    // The study keeps what it has, and is the same study without it.
    #expect(try study(small, "dataset.image={vgg128: {file: image.csv}}").content == grown.content)
  }

  /// The configuration no longer knows what a set that it left out was made with; the study does.
  @Test func aSetComesBackOnlyWithTheSameRows() throws {
    let small = try HandmadeStudy()
    let path = small.directory + "/divided"
    func divided(_ name: String, _ rows: String) throws -> MapStudy {
      let configuration = try StudyConfiguration.load(
        path: small.study.directory.configuration,
        overrides: [
          "dataset.image={\(name): {file: image.csv, train-rows: \(rows)}}",
          "dataset.text={t-\(name): {file: text.csv, train-rows: \(rows)}}",
          "protocol={kind: holdout, folds: 2, runs: 1}",
        ], currentDirectory: small.directory)
      return try Study(configuration, at: path, kernels: small.study.manifest.kernels)
    }
    _ = try divided("a", "1-30")
    _ = try divided("b", "1-30")
    for (name, rows) in [("a", "2-31"), ("c", "2-31")] {
      let error = #expect(throws: StudyError.self) { try divided(name, rows) }
      #expect(error?.exitCode == 64, "\(error?.description ?? "")")
    }
    #expect(try divided("a", "1-30").content.features.map(\.name) == ["a", "t-a", "b", "t-b"])
  }

  @Test func aMisspeltPathOfAKnownSetIsNoStudysOwnCopy() throws {
    let small = try HandmadeStudy()
    let error = #expect(throws: StudyError.self) { try study(small, "dataset.image.vgg128.file=imagee.csv") }
    #expect(error?.exitCode == 74 && error?.description.contains("imagee.csv: no such file") == true)
    try FileManager.default.removeItem(atPath: small.directory + "/image.csv")
    #expect(try study(small).plan.fits == small.study.plan.fits)
  }

  @Test func anEarlierFormatIsRefusedInOneSentence() throws {
    let small = try HandmadeStudy()
    struct Earlier: Encodable { var format = 2, name = "x" }
    try Data(CheckedText.bytes("study", Earlier()) + [10]).write(
      to: URL(fileURLWithPath: small.study.directory.manifest))
    let error = #expect(throws: StudyError.self) { _ = try Experiments.study(small.study.directory.path) }
    #expect(error?.exitCode == 65)
    #expect(error?.description.contains("format 2, this version reads format 3") == true)
    #expect(error?.description.contains("run its configuration in a new directory with --study") == true)
  }

  @Test("other labels make another study, whether they stand in another file or the file has changed")
  func labels() throws {
    func text(_ classes: Int) -> String { (0..<40).map { "c\($0 % classes)" }.joined(separator: "\n") + "\n" }
    let small = try HandmadeStudy(
      files: ["labels.txt": text(4), "others.txt": text(5), "same.txt": text(4)],
      dataset: "labels: {file: labels.txt}")
    func again(_ file: String) throws {
      _ = try study(
        small, "dataset.labels.file=\(small.directory)/\(file)", "grid.learning-rate=[0.1, 0.01, 0.001]")
    }
    try again("same.txt")
    let error = #expect(throws: StudyError.self) { try again("others.txt") }
    #expect(error?.exitCode == 64 && error?.description.contains("other labels than") == true)
    try text(5).write(toFile: small.directory + "/labels.txt", atomically: true, encoding: .utf8)
    #expect(throws: StudyError.self) { try again("labels.txt") }
  }
}
