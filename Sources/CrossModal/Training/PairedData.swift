import Dense

/// Two row-aligned sets of vectors: row i of `inputs` and row i of `targets` belong to the same item.
public struct PairedData<Scalar: MatrixScalar>: Sendable {
  /// X, items × input dimension.
  public let inputs: MatrixView<Scalar>
  /// Y, items × output dimension.
  public let targets: MatrixView<Scalar>
  /// Labels of the items, where there are any; items that share one are no negatives of each other.
  public let labels: LabelSets?
  /// The group of each item, any numbers, where there are groups: items of one group are never each other's negatives.
  public let groups: [Int]?

  /// Pairs two views with the same number of rows.
  public init(
    inputs: some RowMajor<Scalar>, targets: some RowMajor<Scalar>, labels: LabelSets? = nil,
    groups: [Int]? = nil
  ) {
    let (inputs, targets) = (inputs.view, targets.view)
    precondition(
      inputs.rows == targets.rows && (labels.map { $0.items == inputs.rows } ?? true)
        && (groups.map { $0.count == inputs.rows } ?? true),
      "inputs \(inputs.rows)×\(inputs.columns), targets \(targets.rows)×\(targets.columns), "
        + "labels of \(labels?.items ?? 0) items, groups of \(groups?.count ?? 0)")
    (self.inputs, self.targets, self.labels, self.groups) = (inputs, targets, labels, groups)
  }

  /// Number of items.
  public var items: Int { inputs.rows }

  /// Whether two items belong together, by a label or a group that they share, so that neither is the other's negative; nil
  /// where nothing is known of that.
  package var sharesLabel: ((Int, Int) -> Bool)? {
    switch (labels, groups) {
    case (let labels?, let groups?): { groups[$0] == groups[$1] || labels.share($0, $1) }
    case (let labels?, nil): { labels.share($0, $1) }
    case (nil, let groups?): { groups[$0] == groups[$1] }
    case (nil, nil): nil
    }
  }
}
