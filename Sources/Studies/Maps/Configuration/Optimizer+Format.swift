import CrossModal
import Settings

extension SettingFormat<Optimizer> {
  /// The declarations of the update rules, with their options.
  static var optimizer: SettingFormat {
    .choice([
      .word(
        "rmsprop", options: RMSPropOptions.keys, from: RMSPropOptions(), value: { $0.optimizer },
        taken: RMSPropOptions.init),
      .word(
        "adam", options: AdamOptions.keys, from: AdamOptions(),
        value: { .adam(beta1: $0.beta1, beta2: $0.beta2, epsilon: $0.epsilon) }, taken: AdamOptions.init),
      .word("descent", .descent),
    ])
  }
}

private struct RMSPropOptions: Sendable {
  var rho = 0.9
  var epsilon = 1e-8
  var isInside = false

  init() {}

  init?(_ optimizer: Optimizer) {
    switch optimizer {
    case .rmsprop(let rho, let epsilon): (self.rho, self.epsilon) = (rho, epsilon)
    case .rmspropInside(let rho, let epsilon): (self.rho, self.epsilon, isInside) = (rho, epsilon, true)
    case .adam, .descent: return nil
    }
  }

  var optimizer: Optimizer {
    isInside ? .rmspropInside(rho: rho, epsilon: epsilon) : .rmsprop(rho: rho, epsilon: epsilon)
  }

  static let keys: [SettingKey<RMSPropOptions>] = [
    SettingKey("rho", \.rho, .share, effect: nil, "Decay of the mean of squared gradients"),
    SettingKey("epsilon", \.epsilon, .positive, effect: nil, "Added to the root of that mean"),
    SettingKey(
      "epsilon-inside-root", \.isInside, .boolean, effect: nil,
      "Adds epsilon to the mean before the root is taken, as Keras 3 does"),
  ]
}

private struct AdamOptions: Sendable {
  var beta1 = 0.9
  var beta2 = 0.999
  var epsilon = 1e-8

  init() {}

  init?(_ optimizer: Optimizer) {
    guard case .adam(let beta1, let beta2, let epsilon) = optimizer else { return nil }
    (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
  }

  static let keys: [SettingKey<AdamOptions>] = [
    SettingKey("beta1", \.beta1, .share, effect: nil, "Decay of the mean of gradients"),
    SettingKey("beta2", \.beta2, .share, effect: nil, "Decay of the mean of squared gradients"),
    SettingKey("epsilon", \.epsilon, .positive, effect: nil, "Added to the root of the second mean"),
  ]
}
