import Dense

/// Two row-aligned sets of vectors: row i of `inputs` and row i of `targets` belong to the same item.
public struct PairedData<Scalar: MatrixScalar>: Sendable {
  /// X, items × input dimension.
  public let inputs: MatrixView<Scalar>
  /// Y, items × output dimension.
  public let targets: MatrixView<Scalar>
  /// Labels of the items, where there are any; items that share one are no negatives of each other.
  public let labels: LabelSets?

  /// Pairs two views with the same number of rows.
  public init(inputs: some RowMajor<Scalar>, targets: some RowMajor<Scalar>, labels: LabelSets? = nil) {
    let (inputs, targets) = (inputs.view, targets.view)
    precondition(
      inputs.rows == targets.rows && (labels.map { $0.items == inputs.rows } ?? true),
      "inputs \(inputs.rows)×\(inputs.columns), targets \(targets.rows)×\(targets.columns), "
        + "labels of \(labels?.items ?? 0) items")
    (self.inputs, self.targets, self.labels) = (inputs, targets, labels)
  }

  /// Number of items.
  public var items: Int { inputs.rows }
}
