import CrossModal
import Messages
import Studies

/// Whether the outputs of a cell's chosen map can tell anything: means over its final fits.
package struct CellHealth: Equatable, Sendable {
  /// Final fits that say so.
  package var fits: Int
  /// Those whose outputs are collapsed, see ``MapHealth/isCollapsed``.
  package var collapsed: Int
  /// Held-out loss of the final fits.
  package var loss: Double?
  /// The loss of the mean of the training targets.
  package var floor: Double?
  /// R².
  package var explained: Double?
  /// Variance of f(X) over that of Y.
  package var keptVariance: Double?
  /// Skewness of the k-occurrence of f(X).
  package var hubness: Double?
  /// Different rows of f(X), summed over the fits.
  package var distinctOutputs: Int
  /// Different rows of X, summed over the fits.
  package var distinctInputs: Int

  /// The health of a cell; nil before its first final fit, and where an older version measured it.
  package init?(_ ledger: MapLedger, cell: Int) {
    let records = ledger.plan.finalFits(ofCell: cell).compactMap { ledger[$0] }
    let known = records.compactMap { record in record.result?.health.map { (record, $0) } }
    guard !known.isEmpty else { return nil }
    func mean(_ values: [Double?]) -> Double? {
      let known = values.compactMap { $0 }
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
    fits = known.count
    collapsed = known.count { $0.1.isCollapsed }
    loss = mean(known.map { $0.0.heldOut.losses.last.map { Double($0) } })
    floor = mean(known.map(\.1.floor))
    explained = mean(known.map(\.1.explained))
    keptVariance = mean(known.map(\.1.keptVariance))
    hubness = mean(known.map(\.1.hubness))
    distinctOutputs = known.reduce(0) { $0 + $1.1.distinctOutputs }
    distinctInputs = known.reduce(0) { $0 + $1.1.distinctInputs }
  }

  /// Whether the neighborhoods of the outputs are no evidence: in at least one fit they are collapsed.
  package var isCollapsed: Bool { collapsed > 0 }

  /// What is bad, in short sentences.
  package var warnings: [String] {
    var warnings: [String] = []
    if isCollapsed {
      warnings.append(
        "f(X) has collapsed in \(collapsed) of \(fits) final fits (\(distinctOutputs) different rows for "
          + "\(distinctInputs) different inputs, \(percent(keptVariance)) of the targets’ variance): not counted as evidence"
      )
    }
    if let loss, let floor, loss >= floor {
      warnings.append(
        "its loss \(format(loss, 4)) is not below that of the mean of the targets, \(format(floor, 4))")
    }
    if let hubness, hubness > MapHealth.highHubness {
      warnings.append("hubness of f(X) is \(format(hubness, 1)): a few rows are neighbors of very many")
    }
    return warnings
  }

  private func percent(_ share: Double?) -> String { share.map { "\(format(100 * $0, 1)) %" } ?? "none" }
}
