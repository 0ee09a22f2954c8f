import Dense

/// Whether the outputs of a map can tell anything: what they explain and keep of the targets, and how much of them is alike.
public struct MapHealth: Hashable, Sendable, Codable {
  /// Rows that were held out.
  public var items: Int
  /// R² = 1 − Σ‖f(x) − y‖² / Σ‖y − ȳ‖² with the mean ȳ of these very targets; 1 is perfect, 0 as good as their mean, below 0
  /// worse. Nil where all targets are equal.
  public var explained: Double?
  /// Loss of the mean of the training targets as the output for every x, of the same kind as the map's loss.
  public var floor: Double?
  /// Number of different rows of f(X).
  public var distinctOutputs: Int
  /// Number of different rows of X.
  public var distinctInputs: Int
  /// Variance of f(X) over the variance of Y, each summed over its columns; nil where all targets are equal.
  public var keptVariance: Double?
  /// The same with each variance over the mean squared length of its rows: what is left of the spread whatever the scale.
  public var keptSpread: Double?
  /// Skewness of the k-occurrence of f(X), by cosine, k = 10 or one less than the items; nil where all occur equally often.
  public var hubness: Double?

  /// Neighbors that are counted for ``hubness``.
  public static let neighbors = 10
  /// ``hubness`` above which it is said.
  public static let highHubness = 2.0

  /// The health of a map with outputs f(X) for some inputs and targets, row by row. Cost that of a neighbor search.
  public init(x: some RowMajor<Float>, y: some RowMajor<Float>, mapped: some RowMajor<Float>, floor: Double?)
  {
    let (x, y, mapped) = (x.view, y.view, mapped.view)
    precondition(
      x.rows == mapped.rows && y.rows == mapped.rows && y.columns == mapped.columns,
      "X \(x.rows)×\(x.columns), Y \(y.rows)×\(y.columns), f(X) \(mapped.rows)×\(mapped.columns)")
    items = x.rows
    self.floor = floor
    distinctInputs = x.distinctRowCount
    distinctOutputs = mapped.distinctRowCount
    let (targets, outputs) = (Spread(y), Spread(mapped))
    if targets.variance > 0 {
      var error = 0.0
      for row in 0..<y.rows {
        for (target, output) in zip(y.row(row), mapped.row(row)) {
          let difference = Double(output) - Double(target)
          error += difference * difference
        }
      }
      explained = 1 - error / targets.variance
      keptVariance = outputs.variance / targets.variance
      keptSpread = outputs.squares > 0 ? outputs.share / targets.share : 0
    }
    let k = min(Self.neighbors, x.rows - 1)
    if k > 0 {
      let lists = NeighborSearch(k: k, metric: .cosine, includesSelf: false).neighbors(of: mapped)
      hubness = NeighborOccurrence(lists, items: mapped.rows).skewness
    }
  }

  /// Whether the outputs are so much alike that their neighborhoods say nothing of the map: less than 95 % of the different
  /// inputs have different outputs, or hardly anything is left of the targets' spread.
  public var isCollapsed: Bool {
    Double(distinctOutputs) < 0.95 * Double(distinctInputs) || (keptSpread ?? 1) < 1e-3
  }

  // Sums over all rows and columns.
  private struct Spread {
    /// Σ (value − mean of its column)².
    var variance = 0.0
    /// Σ value².
    var squares = 0.0

    init(_ rows: MatrixView<Float>) {
      let means = rows.columnMeans
      for row in 0..<rows.rows {
        for (value, mean) in zip(rows.row(row), means) {
          let difference = Double(value) - mean
          variance += difference * difference
          squares += Double(value) * Double(value)
        }
      }
    }

    var share: Double { variance / squares }
  }
}
