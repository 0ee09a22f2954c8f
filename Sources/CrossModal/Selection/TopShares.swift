/// How much each axis matters for being among the best: how far the axis' values of the best tenth of the settings are
/// distributed otherwise than those of all settings.
///
/// PED-ANOVA's question (Watanabe, Bansal, Hutter 2023): for each axis the Pearson divergence Σ_l p_l (q_l/p_l − 1)² of the
/// distribution q among the best from p among all; a share is one divergence over the sum of all. The paper estimates
/// densities by kernels; on a grid the values are few, so p and q are frequencies as counted. As the paper's program does,
/// the best tenth is rounded up, has at least two settings, and takes in all that equal its last.
package struct TopShares: Equatable, Sendable {
  /// The share of each axis; they sum to 1.
  package let axes: [Double]
  /// Number of settings in the best tenth.
  package let count: Int

  /// The shares of the axes of a grid; `values` are smaller for better settings. Nil with fewer than three settings, or
  /// where the best tenth is distributed over every axis as all settings are.
  package init?(_ values: [Double], on grid: FactorialGrid) {
    precondition(values.count == grid.settings, "\(values.count) values of \(grid.settings) settings")
    guard values.count > 2 else { return nil }
    let last = values.sorted()[max(2, (values.count + 9) / 10) - 1]
    let top = values.indices.filter { values[$0] <= last }
    let divergences = zip(grid.places, grid.levels).map { places, levels -> Double in
      var counts = Array(repeating: 0, count: levels)
      for setting in top { counts[places[setting]] += 1 }
      // Every value of an axis is that of as many settings.
      let all = 1 / Double(levels)
      return counts.reduce(0) { sum, own in
        let ratio = Double(own) / Double(top.count) / all - 1
        return sum + all * ratio * ratio
      }
    }
    let sum = divergences.reduce(0, +)
    guard sum > 1e-12 else { return nil }
    (axes, count) = (divergences.map { $0 / sum }, top.count)
  }
}
