import CrossModal

/// What a fit has to train: a setting and a number of epochs.
package struct FitTask {
  /// Which fit.
  package private(set) var fit: FitIdentifier
  /// Place of its setting in the cell's grid.
  package private(set) var setting: Int
  /// Number of epochs.
  package private(set) var epochs: Int
  /// Whether all training rows are fitted, without folds, rather than those of ``fit``.
  package private(set) var usesAllRows = false

  /// The task of a fit; nil for a final fit of a cell in which nothing can be chosen. The search of the cell must be
  /// complete.
  package init?(_ fit: FitIdentifier, ledger: MapLedger) {
    self.fit = fit
    switch fit {
    case .search(let cell, let place, _): (setting, epochs) = (place, ledger.plan.rungs(ofCell: cell)[0])
    case .rung(let cell, let place, _, let rung):
      (setting, epochs) = (place, ledger.plan.rungs(ofCell: cell)[rung])
    case .final(let cell, _):
      guard let best = ledger.selection(cell: cell).best else { return nil }
      (setting, epochs) = (best.setting, best.epoch)
    }
  }

  /// A fit with any setting of its cell and any number of epochs.
  init(_ fit: FitIdentifier, setting: Int, epochs: Int) {
    (self.fit, self.setting, self.epochs) = (fit, setting, epochs)
  }

  /// The chosen setting and epoch of a cell on all training rows; nil for a cell in which nothing can be chosen.
  package init?(allRowsOf cell: Int, ledger: MapLedger) {
    self.init(.final(cell: cell, repetition: 0), ledger: ledger)
    usesAllRows = true
  }
}
