import CrossModal

extension SideNames {
  /// The name of a side of the inputs.
  package func name(of side: MapInputs.Side) -> String { side == .first ? first : second }
}

extension DatasetConfiguration {
  /// The path of a feature set's section, such as dataset.image.vgg128.
  func section(_ side: MapInputs.Side, _ set: FeatureSet) -> String {
    "dataset.\(sides.name(of: side)).\(set.name)"
  }
}
