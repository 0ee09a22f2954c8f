import CrossModal
import Messages
import Studies

/// The second best setting of a cell, and whether the best is better by more than chance.
package struct SecondChoice: Equatable, Sendable {
  /// The setting.
  package let setting: Setting
  /// Its number of epochs.
  package let epoch: Int
  /// Its fold-mean held-out loss at that epoch.
  package let loss: Double
  /// Its score at that epoch; nil where settings were compared by loss.
  package let score: Double?
  /// By how much it is worse in what settings are compared by, ≥ 0.
  package let difference: Double
  /// The probability of such a difference by chance; nil where it cannot be told.
  package let p: Double?

  /// The second of a cell's ranking; nil where there is none.
  init?(_ ledger: MapLedger, cell: Int) {
    let ranking = ledger.selection(cell: cell).ranking
    guard ranking.count > 1 else { return nil }
    let (best, second) = (ranking[0], ranking[1])
    (epoch, loss, score) = (second.epoch, second.loss, second.score)
    setting = ledger.plan.cells[cell].settings[second.setting]
    difference = second.score.flatMap { theirs in best.score.map { $0 - theirs } } ?? second.loss - best.loss
    // Rows held out over rows trained on, summed over folds.
    let ratio = 1 / Double(ledger.plan.evaluation.folds - 1)
    let pairs = zip(
      ledger.comparedValues(cell: cell, of: second), ledger.comparedValues(cell: cell, of: best))
    p = CorrectedPairedTest(pairs.map { $0 - $1 }, heldOutToTraining: ratio)?.p
  }

  /// Whether the difference is more than chance, at 5 %.
  package var isClear: Bool { (p ?? 1) < 0.05 }

  /// By how much it is worse, in a few words.
  var differenceText: String {
    guard let p else { return "worse by \(SignificantDigits.text(difference, digits: 3))" }
    return "worse by \(SignificantDigits.text(difference, digits: 3)), "
      + "\(isClear ? "beyond" : "within") the spread (p \(SignificantDigits.text(p, digits: 2)))"
  }

  /// What p is.
  static let testDefinition =
    "Student's paired test over the folds with the variance of Nadeau and Bengio (2003), (1/J + 1/(k − 1)) s² for J folds of "
    + "all repeats and k of one, because training rows overlap; two-sided, J − 1 degrees of freedom. It does not know that "
    + "the best of many settings is best partly by luck."

  /// What the object `second` of a document holds.
  static let quantities: [Quantity<SecondChoice>] = [
    Quantity(
      "setting", "Setting", SettingQuantities.object, SettingQuantities.all, object: { $0.setting }),
    Quantity("setting text", "Second best", "The setting in short.", text: { $0.setting.name }),
    Quantity(
      "epoch", "Epoch", "Its number of epochs.", unit: .epochs, integer: { $0.epoch }),
    Quantity(
      "loss", "Held-out loss", "Its held-out loss at that epoch, mean over the folds.", number: { $0.loss }),
    Quantity(
      "score", "Score", "Its score at that epoch; none where settings are compared by loss.",
      isOptional: true, number: { $0.score }),
    Quantity(
      "difference", "Worse by", "By how much it is worse in what settings are compared by, at least 0.",
      number: { $0.difference }),
    Quantity(
      "p", "p", "Probability of such a difference by chance. \(testDefinition)", isOptional: true,
      number: { $0.p }),
  ]
}
