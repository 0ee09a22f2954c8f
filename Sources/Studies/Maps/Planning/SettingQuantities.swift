import CrossModal

/// The numbers and words of a setting.
package enum SettingQuantities {
  /// All of them, in the order of the grid; what does not apply to a model or loss has no value.
  package static let all: [Quantity<Setting>] = [
    Quantity(
      "learning rate", "Learning rate", "Learning rate of the optimizer; none for solved maps.", isOptional: true,
      number: { $0.learningRate }),
    Quantity(
      "hidden units", "Hidden units", "Units of each hidden layer; none for lin and solved maps.", isOptional: true,
      integer: { $0.hiddenUnits }),
    Quantity(
      "dropout", "Dropout", "Probability with which a hidden unit is left out in training; none for lin and solved maps.",
      isOptional: true, number: { $0.hiddenUnits == nil ? nil : $0.dropout }),
    Quantity(
      "activation", "Activation", "Activation of the hidden layers: relu, sigmoid or tanh; none for lin and solved maps.",
      isOptional: true, text: { $0.hiddenUnits == nil ? nil : $0.activation.rawValue }),
    Quantity(
      "margin", "Margin", "Margin γ of the max-margin loss; none for other losses.", isOptional: true,
      number: { setting in
        if case .maxMargin(let loss) = setting.loss { loss.margin } else { nil }
      }),
    Quantity(
      "temperature", "Temperature", "Temperature τ of the info-nce loss; none for other losses.",
      isOptional: true,
      number: { setting in
        if case .infoNCE(let loss) = setting.loss { loss.temperature } else { nil }
      }),
    Quantity(
      "weight decay", "Weight decay", "Decoupled decay of the weights in a step; none for solved maps.",
      isOptional: true, number: { $0.learningRate == nil ? nil : $0.weightDecay }),
    Quantity(
      "batch size", "Batch size", "Rows of a mini-batch, where the grid has that axis.", isOptional: true,
      integer: { $0.batchSize }),
    Quantity(
      "structure weight", "Structure weight",
      "Weight of the term that keeps the geometry of the inputs; none for solved maps.", isOptional: true,
      number: { $0.learningRate == nil ? nil : $0.structureWeight }),
    Quantity(
      "penalty", "Penalty", "Penalty of a solved map, added to the diagonal of XᵀX; none for others.",
      isOptional: true, number: { $0.penalty }),
    Quantity(
      "rank", "Rank", "Rank of a solved map; none where it is the largest possible, and for others.",
      isOptional: true, integer: { $0.rank }),
  ]

  /// The results of a row that has a setting, in an object of the given name; without a setting there are no values.
  package static func of<Row>(
    object: QuantityName = "setting", _ setting: @escaping @Sendable (Row) -> Setting?
  ) -> [Quantity<Row>] {
    all.map { $0.of(object: object, isOptional: true, setting) }
  }

  /// What the object `setting` of a document is.
  package static let object = "The setting: one point of the cell's grid. What does not apply is left out."
}
