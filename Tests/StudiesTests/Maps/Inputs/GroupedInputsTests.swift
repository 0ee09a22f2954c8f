import CrossModal
import Dense
import Foundation
import TestSupport
import Testing

@testable import Studies
@testable import VectorFiles

/// Captions of the same images: what of them is kept together, and what is said where nothing is.
@Suite struct GroupedInputsTests {
  /// A study of 40 images with 5 captions each, whose captions depend on the image by chance only.
  private struct Captions {
    let directory: String
    static let (images, captions) = (40, 5)

    init(_ directory: String) throws {
      self.directory = directory
      let image: Matrix<Float> = normalMatrix(Self.images, 64, seed: 1)
      let topic: Matrix<Float> = normalMatrix(Self.images, 6, seed: 2)
      let noise: Matrix<Float> = normalMatrix(Self.images * Self.captions, 6, seed: 3)
      func caption(_ row: Int, _ column: Int) -> Float {
        topic[row / Self.captions, column] + 0.1 * noise[row, column]
      }
      try write("images", Matrix(rows: 200, columns: 64) { image[$0 / 5, $1] })
      try write("image", image)
      try write("captions", Matrix(rows: 200, columns: 6) { caption($0, $1) })
      let flat = (0..<200).flatMap { row in (0..<6).map { caption(row, $0) } }
      let header = NPYHeader(type: .float32, shape: [40, 5, 6]).encoded()
      let bytes = flat.flatMap { number in
        (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
      }
      try Data(header + bytes).write(to: URL(filePath: path("cube.npy")))
      try write("groups.txt", (0..<200).map { "image \($0 / 5)" })
    }

    func path(_ name: String) -> String { directory + "/" + name }

    func write(_ name: String, _ rows: Matrix<Float>) throws {
      try NPYFile.write(rows.view, to: path(name + ".npy"))
    }

    func write(_ name: String, _ lines: [String]) throws {
      try (lines.joined(separator: "\n") + "\n").write(
        toFile: path(name), atomically: true, encoding: .utf8)
    }

    func study(
      _ name: String = "study", image: String = "{file: images.npy}", text: String = "{file: captions.npy}",
      dataset: String = "", evaluation: String = "{kind: cross-validation, folds: 5}",
      losses: String = "[mse]", said: @escaping (String) -> Void = { _ in }
    ) throws -> MapStudy {
      let configuration = try StudyConfiguration.parse(
        """
        version: 1
        name: captions
        dataset: {name: captions, image: {i: \(image)}, text: {c: \(text)}\(dataset)}
        protocol: \(evaluation)
        directions: [image-to-text]
        models: [lin]
        losses: \(losses)
        grid: {learning-rate: [0.003]}
        training: {max-epochs: 150}
        measures: {k: 4}
        """, file: directory + "/x.yaml", overrides: [], currentDirectory: directory)
      return try Study(
        configuration, at: path(name), kernels: KernelChoice(path: .openblas), onProgress: said)
    }

    /// The least held-out loss of each search fit.
    func losses(_ study: MapStudy) throws -> [Float] {
      let ledger = try study.ledger()
      let runner = FitRunner(study, data: try MapData(study), path: .openblas)
      return try study.plan.searchFitIdentifiers.map { fit in
        let outcome = try runner.run(study.plan.unit(of: fit), ledger: ledger) { true }
        return try #require(outcome?.result?.heldOut.losses.min())
      }
    }

    func error(_ body: () throws -> MapStudy) -> String {
      do {
        _ = try body()
        return "nothing"
      } catch { return "\(error)" }
    }
  }

  @Test func groupsGiveTheHonestLoss() throws {
    try withTemporaryDirectory { directory in
      let captions = try Captions(directory)
      let leaking = try captions.losses(captions.study("leak"))
      let grouped = try captions.study(dataset: ", groups: {file: groups.txt}")
      #expect(grouped.content.groups == (0..<200).map { $0 / 5 })
      let honest = try captions.losses(grouped)
      // The variance of the captions is about 1: with what was seen of the image nearly all of it is known.
      #expect(leaking.allSatisfy { $0 < 0.25 })
      #expect(honest.allSatisfy { $0 > 0.6 })
      // A held-out row of a group changes no bit of what is learned without it.
      let folds = grouped.content.folds(
        grouped.plan.evaluation, key: FitStreams(grouped.configuration).folds)
      for fold in 0..<5 {
        let heldOut = Set(folds.heldOut(fold).map { $0 / 5 })
        #expect(heldOut.isDisjoint(with: folds.training(fold).map { $0 / 5 }) && heldOut.count == 8)
      }
    }
  }

  @Test func repeatedRowsAreSaidUnlessGroupsKeepThemTogether() throws {
    try withTemporaryDirectory { directory in
      let captions = try Captions(directory)
      var said: [String] = []
      let study = try captions.study("plain") { said.append($0) }
      let words =
        "repeated rows: 200 of image/i (200 rows in all) equal another row and may be trained on and held out at once; "
        + "dataset.groups keeps them in one fold"
      #expect(study.content.repeatedRows(.usual) == words && said.contains(words))
      said = []
      let grouped = try captions.study("grouped", dataset: ", groups: {file: groups.txt}") { said.append($0) }
      #expect(grouped.content.repeatedRows(.usual) == nil && !said.contains { $0.contains("repeated rows") })
      #expect(grouped.content.rowsKeptTogether(.usual)?.contains("200 of image/i") == true)
      #expect(said.contains("40 groups of 200 rows, at most 5 in one: each is in one fold"))
      // Both sides repeat: so do pairs, but only where both rows do.
      let pairs = try captions.study("pairs", text: "{file: images.npy}")
      #expect(
        pairs.content.repetitions == [
          .init(first: "i", second: nil, rows: 200, apart: 200),
          .init(first: nil, second: "c", rows: 200, apart: 200),
          .init(first: "i", second: "c", rows: 200, apart: 200),
        ])
      // Again the study is followed, and other groups are not.
      #expect(
        try captions.study("grouped", dataset: ", groups: {file: groups.txt}").content == grouped.content)
      try captions.write("groups.txt", (0..<200).map { "image \($0 / 4)" })
      #expect(
        captions.error { try captions.study("grouped", dataset: ", groups: {file: groups.txt}") }
          .contains("with other groups than"))
    }
  }

  @Test func rowsThatRepeatAcrossTheSplitAreCounted() throws {
    try withTemporaryDirectory { directory in
      let captions = try Captions(directory)
      let rows: Matrix<Float> = normalMatrix(60, 3, seed: 4)
      try captions.write("a", rows)
      try captions.write(
        "b", Matrix(rows: 20, columns: 3) { $0 == 7 ? rows[50, $1] : Float($0 + 1) + rows[$0, $1] })
      try captions.write("c", normalMatrix(60, 2, seed: 6))
      try captions.write("d", normalMatrix(20, 2, seed: 7))
      let study = try captions.study(
        image: "{train: a.npy, test: b.npy}", text: "{train: c.npy, test: d.npy}",
        evaluation: "{kind: holdout, folds: 2, runs: 1}")
      #expect(study.content.repetitions == [.init(first: "i", second: nil, rows: 2, apart: 2)])
    }
  }

  @Test func badGroupsAreOneLine() throws {
    try withTemporaryDirectory { directory in
      let captions = try Captions(directory)
      func error(_ lines: [String], _ evaluation: String = "{kind: cross-validation, folds: 5}") throws
        -> String
      {
        try captions.write("g.txt", lines)
        let text = captions.error {
          try captions.study(dataset: ", groups: {file: g.txt}", evaluation: evaluation)
        }
        #expect(!text.contains("\n") && !FileManager.default.fileExists(atPath: captions.path("study")))
        return text
      }
      #expect(
        try error((0..<199).map { "\($0 % 50)" })
          == "\(directory)/g.txt: groups of 199 rows; the features have 200")
      #expect(
        try error((0..<200).map { "\($0 % 4)" }).hasPrefix("4 groups for 5 folds: a fold would have no group")
      )
      #expect(
        try self.error(captions, (0..<200).map { $0 < 150 ? "\($0 % 5)" : "x\($0)" }).contains("k must not"))
    }
  }

  private func error(_ captions: Captions, _ lines: [String]) throws -> String {
    try captions.write("g.txt", lines)
    // Five groups of 30 in six folds of about 33 rows: no 4 rows are left outside of such a group.
    return captions.error {
      try captions.study(
        "few", dataset: ", groups: {file: g.txt}", evaluation: "{kind: cross-validation, folds: 6}")
    }
  }

  @Test func aGroupOnBothSidesOfTheSplitIsRefused() throws {
    try withTemporaryDirectory { directory in
      let captions = try Captions(directory)
      let rows = "train-rows: 1-102"
      func study(_ dataset: String) throws -> MapStudy {
        try captions.study(
          image: "{file: images.npy, \(rows)}", text: "{file: captions.npy, \(rows)}", dataset: dataset,
          evaluation: "{kind: holdout, folds: 2, runs: 1}")
      }
      #expect(
        captions.error { try study(", groups: {file: groups.txt, \(rows)}") }
          == "group 'image 20' has training rows and test rows (training row 101, test row 1); a group must be on one "
          + "side of the split")
    }
  }

  @Test func severalRowsAnItemAreItsGroup() throws {
    try withTemporaryDirectory { directory in
      let captions = try Captions(directory)
      let rows = try captions.study("rows", dataset: ", groups: {file: groups.txt}")
      let cube = try captions.study(
        "cube", image: "{file: image.npy}", text: "{file: cube.npy, middle-axis: rows}")
      #expect(cube.content.items == 200 && cube.content.groups == rows.content.groups)
      #expect(cube.content.features.map(\.hash) == rows.content.features.map(\.hash))
      #expect(try captions.losses(cube) == captions.losses(rows))
      // The file is looked at again, and is the same.
      #expect(
        try captions.study(
          "cube", image: "{file: image.npy}", text: "{file: cube.npy, middle-axis: rows}"
        ).content
          == cube.content)
      // The three axes alone say nothing.
      let error = captions.error {
        try captions.study("none", image: "{file: image.npy}", text: "{file: cube.npy}")
      }
      #expect(
        error.hasSuffix(
          "cube.npy:#0 to :#4 name one layer each; dataset.text.c.middle-axis: rows makes an item of each of its rows"
        ))
      #expect(
        captions.error {
          try captions.study(
            "two", image: "{file: image.npy, middle-axis: rows}", text: "{file: cube.npy, middle-axis: rows}")
        }.contains("several rows an item need three axes"))
    }
  }

  @Test func repeatedNamesAreJoinedAndGrouped() throws {
    try withTemporaryDirectory { directory in
      let captions = try Captions(directory)
      // Names, then numbers; the captions of an image do not stand together, and one image has none.
      let order = (0..<5).flatMap { caption in (0..<39).map { $0 * 5 + caption } }
      let images = try FeatureTable.read(captions.path("image.npy")).features
      let texts = try FeatureTable.read(captions.path("captions.npy")).features
      func line(_ name: String, _ numbers: some Sequence<Float>) -> String {
        name + "," + numbers.map { "\($0)" }.joined(separator: ",")
      }
      try captions.write("i.csv", (0..<40).map { line("img\($0)", images.row($0)) })
      try captions.write("c.csv", order.map { line("img\($0 / 5)", texts.row($0)) })
      var said: [String] = []
      let study = try captions.study(image: "{file: i.csv}", text: "{file: c.csv}", dataset: ", align: names")
      {
        said.append($0)
      }
      #expect(study.content.items == 195 && study.content.groups == order.map { $0 / 5 })
      #expect(said.contains { $0.contains("39 names in common, which are in 195 rows") })
      let data = try FeatureTable.read(study.directory.data + "/" + study.content.features[0].file).features
      #expect((0..<195).allSatisfy { data.row($0).elementsEqual(images.row(order[$0] / 5)) })
      // Both sides repeat their names, in different orders.
      try captions.write("i.csv", (0..<80).map { line("img\($0 / 2)", images.row($0 / 2)) })
      #expect(
        captions.error {
          try captions.study("both", image: "{file: i.csv}", text: "{file: c.csv}", dataset: ", align: names")
        }.contains("repeats names, and so does"))
    }
  }

  @Test func strataNeedOneLabelARow() throws {
    try withTemporaryDirectory { directory in
      let captions = try Captions(directory)
      func error(_ labels: [String]?, groups: Bool = false) throws -> String {
        if let labels { try captions.write("l.txt", labels) }
        return captions.error {
          try captions.study(
            "s\(UUID().uuidString)",
            dataset: (labels == nil ? "" : ", labels: {file: l.txt}")
              + (groups ? ", groups: {file: groups.txt}" : ""),
            evaluation: "{kind: cross-validation, folds: 5, stratify: true}")
        }
      }
      #expect(try error(nil).hasPrefix("protocol.stratify needs a label for every row, and there are none"))
      #expect(
        try error((0..<200).map { $0 == 3 ? "a b" : "a" })
          .hasPrefix("protocol.stratify needs one label a row, but row 4 has 2"))
      #expect(
        try error((0..<200).map { $0 < 3 ? "rare" : "a" })
          .hasPrefix("class 'rare' has 3 rows for 5 folds; protocol.folds must not"))
      #expect(
        try error((0..<200).map { $0 % 2 == 0 ? "a" : "b" }, groups: true)
          .hasPrefix(
            "protocol.stratify needs groups of one class, but rows 1 ('a') and 2 ('b') are of one group"))
      #expect(
        try error((0..<200).map { $0 < 20 ? "few" : "a" }, groups: true)
          .hasPrefix("class 'few' has 4 groups for 5 folds"))
      #expect(try error((0..<200).map { $0 < 40 ? "a" : "b" }) == "nothing")
    }
  }
}
