extension NetworkShape {
  /// The shape of a family's map with this setting.
  public init(family: ModelFamily, setting: Setting, inputs: Int, outputs: Int) {
    let units = setting.hiddenUnits.map { Array(repeating: $0, count: family.hiddenLayers) } ?? []
    precondition(units.count == family.hiddenLayers, "\(family.rawValue) without a number of hidden units")
    self.init(inputs: inputs, hidden: units, outputs: outputs, activation: setting.activation)
  }
}
