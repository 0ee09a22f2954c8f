import CrossModal
import Dense
import Settings

extension Grid {
  /// Reads `grid`; each axis is a value or a list of values.
  init(_ node: ConfigurationNode?) throws(ConfigurationError) {
    self = .paper
    guard let node else { return }
    let mapping = try ConfigurationMapping(
      node, name: "grid", allowed: ["learning-rate", "hidden-units", "dropout", "activation"])
    learningRates = try mapping.value("learning-rate", default: learningRates) {
      node, name throws(ConfigurationError) in
      try node.axis(name) { one throws(ConfigurationError) in
        try one.number(name, allowed: "a finite number > 0") { $0 > 0 }
      }
    }
    hiddenUnits = try mapping.value("hidden-units", default: hiddenUnits) {
      node, name throws(ConfigurationError) in
      try node.axis(name) { one throws(ConfigurationError) in try one.integer(name, in: 1...65536) }
    }
    dropouts = try mapping.value("dropout", default: dropouts) { node, name throws(ConfigurationError) in
      try node.axis(name) { one throws(ConfigurationError) in
        try one.number(name, allowed: "a number in [0, 1)") { $0 >= 0 && $0 < 1 }
      }
    }
    activations = try mapping.value("activation", default: activations) {
      node, name throws(ConfigurationError) in
      try node.axis(name) { one throws(ConfigurationError) in
        try one.word(name, of: [Activation.relu, .sigmoid, .tanh])
      }
    }
  }
}

extension TrainingConfiguration {
  /// Reads `training`.
  init(_ node: ConfigurationNode?) throws(ConfigurationError) {
    self.init()
    guard let node else { return }
    let mapping = try ConfigurationMapping(
      node, name: "training", allowed: ["optimizer", "batch-size", "max-epochs"])
    if let node = mapping["optimizer"] { optimizer = try Optimizer(node) }
    batchSize = try mapping.value("batch-size", default: batchSize) { node, name throws(ConfigurationError) in
      try node.integer(name, in: 1...4096)
    }
    maxEpochs = try mapping.value("max-epochs", default: maxEpochs) { node, name throws(ConfigurationError) in
      try node.integer(name, in: 1...100_000)
    }
  }
}

extension Optimizer {
  private enum Name: String, CaseIterable { case rmsprop, adam, descent }

  /// Reads `training.optimizer`: a name, or a mapping of a name to its options.
  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    let (name, options) = try node.choice("training.optimizer", of: Name.allCases)
    let path = "training.optimizer.\(name.rawValue)"
    let keys: [String] =
      switch name {
      case .rmsprop: ["rho", "epsilon", "epsilon-inside-root"]
      case .adam: ["beta1", "beta2", "epsilon"]
      case .descent: []
      }
    let mapping = try options.map { options throws(ConfigurationError) in
      try ConfigurationMapping(options, name: path, allowed: keys)
    }
    func number(
      _ key: String, _ fallback: Double, _ allowed: String, _ holds: (Double) -> Bool
    ) throws(ConfigurationError) -> Double {
      try mapping?[key]?.number("\(path).\(key)", allowed: allowed, where: holds) ?? fallback
    }
    func decay(_ key: String, _ fallback: Double) throws(ConfigurationError) -> Double {
      try number(key, fallback, "a number in [0, 1)") { $0 >= 0 && $0 < 1 }
    }
    switch name {
    case .rmsprop:
      let rho = try decay("rho", 0.9)
      let epsilon = try number("epsilon", 1e-8, "a finite number > 0") { $0 > 0 }
      let isInside = try mapping?["epsilon-inside-root"]?.boolean("\(path).epsilon-inside-root") ?? false
      self = isInside ? .rmspropInside(rho: rho, epsilon: epsilon) : .rmsprop(rho: rho, epsilon: epsilon)
    case .adam:
      self = .adam(
        beta1: try decay("beta1", 0.9), beta2: try decay("beta2", 0.999),
        epsilon: try number("epsilon", 1e-8, "a finite number > 0") { $0 > 0 })
    case .descent: self = .descent
    }
  }
}

extension MeasuresConfiguration {
  /// Reads `measures`.
  init(_ node: ConfigurationNode?) throws(ConfigurationError) {
    self.init()
    guard let node else { return }
    let mapping = try ConfigurationMapping(node, name: "measures", allowed: ["k", "include-self", "metrics"])
    k = try mapping.value("k", default: k) { node, name throws(ConfigurationError) in
      try node.integer(name, in: 1...1_000_000)
    }
    includeSelf = try mapping.value("include-self", default: includeSelf) {
      node, name throws(ConfigurationError) in try node.boolean(name)
    }
    metrics = try mapping.value("metrics", default: metrics) { node, name throws(ConfigurationError) in
      try node.axis(name) { one throws(ConfigurationError) in
        try one.word(name, of: [Metric.cosine, .euclidean])
      }
    }
  }
}
