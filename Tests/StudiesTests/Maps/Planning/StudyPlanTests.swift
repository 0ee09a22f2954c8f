import Foundation
import Testing

@testable import CrossModal
@testable import Studies

@Suite struct StudyPlanTests {
  private func plan(_ text: String, _ overrides: String...) throws -> StudyPlan {
    StudyPlan(
      try StudyConfiguration.parse(text, file: "/x.yaml", overrides: overrides, currentDirectory: "/"))
  }

  @Test func aCombinationHas183SettingsOr915WithMargins() throws {
    let plan = try plan(Examples.imagenet)
    func count(_ loss: LossName) -> Int {
      plan.cells.filter {
        $0.cell.loss == loss && $0.cell.first == "resnet" && $0.cell.second == "glove"
          && $0.cell.direction == .firstToSecond
      }.reduce(0) { $0 + $1.settings.count }
    }
    #expect(count(.mse) == 183)
    #expect(count(.cosine) == 183)
    #expect(count(.maxMargin) == 915)
    #expect(plan.cells.count == 2 * 2 * 2 * 3 * 4)
    #expect(plan.settings == 10_248)
    #expect(plan.fits == 51_240)
    #expect(plan.finalFits == 96 * 5)
    #expect(plan.searchFitIdentifiers.reduce(0) { count, _ in count + 1 } == 51_240)
    #expect(Set(plan.searchFitIdentifiers).count == 51_240)
  }

  @Test func linearAndOneHiddenLayerOnFiveWidthsMake180Fits() throws {
    let plan = try plan(Examples.minimal, "models=[lin, nn]", "losses=[mse]")
    #expect(plan.cells.map(\.settings.count) == [3, 15, 3, 15])
    #expect(plan.cells.map(\.fits) == [15, 75, 15, 75])
    #expect(plan.fits == 180)
    #expect(plan.settings == 36)
    #expect(plan.finalFits == 20)
  }

  @Test func aHoldoutHasOneFinalFitPerRun() throws {
    let plan = try plan(Examples.full)
    // mse and cosine: lin 2, nn 2·2·2·2 = 16; max-margin at two margins twice that; two text features.
    #expect(plan.settings == 2 * (18 + 18 + 36))
    #expect(plan.fits == plan.settings * 4)
    #expect(plan.finalFits == 2 * 3 * 2 * 3)
    #expect(plan.finalFits(ofCell: 1) == (0..<3).map { .final(cell: 1, repetition: $0) })
  }

  @Test func repeatsMultiplyTheFolds() throws {
    let plan = try plan(Examples.minimal, "models=[lin, nn]", "losses=[mse]", "protocol.repeats=3")
    #expect(plan.evaluation.folds == 5 && plan.evaluation.foldCount == 15)
    #expect(plan.cells.map(\.fits) == [45, 225, 45, 225] && plan.fits == 540)
    #expect(plan.finalFits == 60)
    #expect(plan.searchFitIdentifiers.reduce(0) { count, _ in count + 1 } == 540)
    #expect(plan.searchFits(ofCell: 0)[17] == .search(cell: 0, setting: 1, fold: 2))
    // A holdout repeats its search; its runs are its own.
    let holdout = try self.plan(Examples.full, "protocol.repeats=2")
    #expect(holdout.fits == holdout.settings * 8 && holdout.finalFits == 2 * 3 * 2 * 3)
  }

  @Test func cellsStandInAFixedOrder() throws {
    let plan = try plan(
      Examples.imagenet, "models=[nn, lin]", "losses=[cosine, mse]", "directions=[text-to-image]",
      "dataset.image={b: {file: x}, a: {file: y}}")
    #expect(
      plan.cells.map(\.cell.id) == [
        "imagenet/b/glove/text-to-image/cosine/nn", "imagenet/b/glove/text-to-image/cosine/lin",
        "imagenet/b/glove/text-to-image/mse/nn", "imagenet/b/glove/text-to-image/mse/lin",
        "imagenet/b/word2vec/text-to-image/cosine/nn", "imagenet/b/word2vec/text-to-image/cosine/lin",
        "imagenet/b/word2vec/text-to-image/mse/nn", "imagenet/b/word2vec/text-to-image/mse/lin",
        "imagenet/a/glove/text-to-image/cosine/nn", "imagenet/a/glove/text-to-image/cosine/lin",
        "imagenet/a/glove/text-to-image/mse/nn", "imagenet/a/glove/text-to-image/mse/lin",
        "imagenet/a/word2vec/text-to-image/cosine/nn", "imagenet/a/word2vec/text-to-image/cosine/lin",
        "imagenet/a/word2vec/text-to-image/mse/nn", "imagenet/a/word2vec/text-to-image/mse/lin",
      ])
  }

  @Test func fitsAreNumberedInOrder() throws {
    let plan = try plan(Examples.minimal, "models=[lin, nn]", "losses=[mse]", "protocol.folds=2")
    let fits = Array(plan.searchFitIdentifiers)
    #expect(fits.count == plan.fits)
    #expect(
      fits.prefix(3) == [
        .search(cell: 0, setting: 0, fold: 0), .search(cell: 0, setting: 0, fold: 1),
        .search(cell: 0, setting: 1, fold: 0),
      ])
    #expect(fits.last == .search(cell: 3, setting: 14, fold: 1))
    let all = fits + Array(plan.finalFitIdentifiers)
    #expect(all.map(plan.unit) == Array(all.indices))
    #expect(all.indices.map(plan.fit) == all)
    let fit = FitIdentifier.search(cell: 1, setting: 7, fold: 1)
    #expect(plan.setting(of: fit)?.text == "lr=0.001,h=256,p=0,relu")
    #expect(plan.setting(of: .final(cell: 0, repetition: 0)) == nil)
  }

  @Test func theJSONHasTheKeysOfTheContract() throws {
    let plan = try plan(Examples.minimal, "models=[lin, nn]", "losses=[mse]")
    #expect(
      plan.json(withSettings: false) == """
        {"version": 1, "fits": 180, "finalFits": 20, "settings": 36, "cells": [
        {"dataset": "iaprtc12", "image": "vgg128", "text": "bigru", "direction": "image-to-text", "loss": "mse", "model": "lin", "settings": 3, "fits": 15},
        {"dataset": "iaprtc12", "image": "vgg128", "text": "bigru", "direction": "image-to-text", "loss": "mse", "model": "nn", "settings": 15, "fits": 75},
        {"dataset": "iaprtc12", "image": "vgg128", "text": "bigru", "direction": "text-to-image", "loss": "mse", "model": "lin", "settings": 3, "fits": 15},
        {"dataset": "iaprtc12", "image": "vgg128", "text": "bigru", "direction": "text-to-image", "loss": "mse", "model": "nn", "settings": 15, "fits": 75}
        ]}

        """)
    let object =
      try JSONSerialization.jsonObject(with: Data(plan.json(withSettings: false).utf8)) as? [String: Any]
    #expect(object?["fits"] as? Int == 180)
    #expect((object?["cells"] as? [[String: Any]])?.count == 4)
  }

  @Test func theSettingsOfACellAreThere() throws {
    let plan = try plan(
      Examples.minimal, "models=[lin, ridge]", "losses=[mse]", "grid.penalty=[2]",
      "directions=[image-to-text]")
    let object = try JSONSerialization.jsonObject(with: Data(plan.json(withSettings: true).utf8))
    let cells = try #require((object as? [String: Any])?["cells"] as? [[String: Any]])
    let settings = cells.compactMap { $0["triedSettings"] as? [[String: Any]] }
    #expect(settings.map(\.count) == [3, 1] && cells.compactMap { $0["settings"] as? Int } == [3, 1])
    #expect(settings[0].compactMap { $0["learningRate"] as? Double } == [0.01, 0.001, 0.0001])
    #expect(settings[0][1]["streams"] as? String == "lr=0.001")
    #expect(settings[1][0]["name"] as? String == "penalty=2" && settings[1][0]["learningRate"] == nil)
    let place = String(repeating: " ", count: 20)
    #expect(
      plan.text(withSettings: true).contains(
        "/mse/lin\n\(place)lr=0.01\n\(place)lr=0.001\n\(place)lr=0.0001\n"))
  }

  @Test func costsOrderTheFitsOfAPlan() throws {
    let plan = try plan(Examples.minimal, "losses=[mse]")
    // lin: 128 · 64 weights; forward and gradient over 100 rows, 2 updates an epoch, 100 epochs.
    let linear = try #require(
      plan.cost(of: .search(cell: 0, setting: 0, fold: 0), inputs: 128, outputs: 64, rows: 100))
    #expect(linear.weights == 8192)
    #expect(linear.multiplyAdds == 100 * (2 * 8192 * 100 + 4 * 8192 * 2))
    // nn of 64 units: 128 · 64 + 64 · 64.
    let hidden = try #require(
      plan.cost(of: .search(cell: 1, setting: 0, fold: 0), inputs: 128, outputs: 64, rows: 100))
    #expect(hidden.weights == 12288)
    #expect(hidden.multiplyAdds == 100 * ((3 * 12288 - 8192) * 100 + 4 * 12288 * 2))
    #expect(linear < hidden)
    #expect(plan.cost(of: .final(cell: 0, repetition: 0), inputs: 1, outputs: 1, rows: 1) == nil)
  }
}
