import CrossModal
import Settings
import Studies

/// The definitions that a page's numbers rest on.
struct ReportDefinitions {
  let terms: [PageContext.Term]

  init(_ configuration: StudyConfiguration) {
    let k = configuration.measures.k
    var terms = [
      PageContext.Term(
        term: "mNNO\(k)(V, Z)",
        meaning: "\(OverlapQuantities.overlap) Here K is \(k)."),
      PageContext.Term(
        term: "X, Y, f(X)",
        meaning: ([OverlapQuantities.spaces]
          + OverlapQuantities.measures.map { "\($0.title) is \($0.definition)" })
          .joined(separator: " ")),
      PageContext.Term(
        term: "The item itself",
        meaning:
          "In the paper an item counts as its own neighbor, so that identical and unrelated spaces share at least "
          + "1 of \(k). In this study it \(configuration.measures.includeSelf ? "counts" : "does not count"); the other "
          + "way is given next to it."),
      PageContext.Term(
        term: OverlapQuantities.chance.title, meaning: OverlapQuantities.chance.definition),
      PageContext.Term(
        term: "±",
        meaning: configuration.evaluation.kind == .crossValidation
          ? "Standard deviation (n − 1) over the \(configuration.evaluation.folds) folds\(configuration.evaluation.repetition). Each fold is measured by a map "
            + "trained on the other folds with the setting and epoch chosen on all folds."
          : "Standard deviation (n − 1) over \(configuration.evaluation.finalFits) runs with different initial weights, "
            + "trained on all training rows and measured on the test rows."),
      PageContext.Term(
        term: CellChoice.settingText.title, meaning: CellChoice.settingText.definition),
      PageContext.Term(term: CellChoice.simplestText.title, meaning: CellChoice.simplestText.definition),
      PageContext.Term(term: CellChoice.steadiness.title, meaning: CellChoice.steadiness.definition),
      PageContext.Term(term: "What matters", meaning: CellImportances.varianceDefinition),
      PageContext.Term(term: "Best tenth", meaning: CellImportances.topDefinition),
      PageContext.Term(term: "Within the spread", meaning: "p ≥ 0.05. p: " + SecondChoice.testDefinition),
      PageContext.Term(
        term: "Maps",
        meaning: ModelFamily.definition),
    ]
    terms += HealthQuantities.all.filter { ["R²", "Floor", "Hubness", "Collapsed"].contains($0.title) }.map {
      PageContext.Term(term: $0.title, meaning: $0.definition)
    }
    if configuration.dataset.text.contains(where: { $0.encoder?.learns == true }) {
      let rows =
        configuration.dataset.isSplit
        ? "the training rows"
        : "all rows, so that it has seen the labels, not the pictures, of every held-out fold"
      terms.append(
        PageContext.Term(
          term: "Text encoder",
          meaning:
            "Words → embedding → GRU in both directions → mean of the two, the feature; learned with the class "
            + "labels of \(rows), before and apart from the maps."))
    }
    terms += configuration.losses.map { axis in
      PageContext.Term(
        term: "\(axis.name.title.prefix(1).uppercased())\(axis.name.title.dropFirst()) loss",
        meaning: Self.meaning(axis))
    }
    self.terms = terms
  }

  private static func meaning(_ axis: LossAxis) -> String {
    switch axis {
    case .meanSquaredError: "Squared error, mean over output dimensions, then over the batch."
    case .cosine(let reduction):
      "1 − cos(f(x), y), mean over the batch"
        + (reduction == .mean ? ", divided by the output dimension." : ".")
    case .maxMargin(let margins, let side, let negative, let distance):
      "max(0, γ + d(f(x), y) − d(\(side == .input ? "f(x̃), y" : "f(x), ỹ"))), d the \(distance.rawValue) distance, with a "
        + "\(negative.rawValue) other item of the batch as negative; γ in {\(margins.map(DecimalText.text).joined(separator: ", "))} is part of the grid."
    case .infoNCE(let temperatures, let direction):
      "−log of the share that exp(cos(f(x), y)/τ) has in its sum over the y of the batch, mean over the batch"
        + (direction == .both ? ", and the same over the f(x), the mean of both; " : "; ")
        + "items that share a label are left out; τ in {\(temperatures.map(DecimalText.text).joined(separator: ", "))} is part of the grid."
    case .sigmoid(let options):
      "−log σ(z (\(DecimalText.text(options.temperature)) cos(f(x), y) + b)) with b = \(DecimalText.text(options.bias)), summed over all "
        + "pairs of the batch and divided by its items; z = 1 for the two sides of one item, else −1; items that share a "
        + "label are left out."
    }
  }
}
