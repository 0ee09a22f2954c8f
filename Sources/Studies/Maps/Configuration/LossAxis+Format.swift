import CrossModal
import Settings

extension SettingFormat<[LossAxis]> {
  /// The declarations of the losses, each of which may stand once, with their options.
  static var losses: SettingFormat {
    .axis(
      of: .choice([
        .word("mse", .meanSquaredError),
        .word(
          "cosine", options: CosineOptions.keys, from: CosineOptions(),
          value: { .cosine($0.reduction) }, taken: CosineOptions.init),
        .word(
          "max-margin", options: MaxMarginOptions.keys, from: MaxMarginOptions(),
          value: {
            .maxMargin(
              margins: $0.margins, negativeSide: $0.negativeSide, negative: $0.negative, distance: $0.distance
            )
          }, taken: MaxMarginOptions.init),
        .word(
          "info-nce", options: InfoNCEOptions.keys, from: InfoNCEOptions(),
          value: { .infoNCE(temperatures: $0.temperatures, direction: $0.direction) },
          taken: InfoNCEOptions.init),
        .word(
          "sigmoid", options: SigmoidOptions.keys, from: SigmoidOptions(),
          value: { .sigmoid(.init(temperature: $0.temperature, bias: $0.bias)) },
          taken: SigmoidOptions.init),
      ]), each: "loss"
    ) { $0.name.rawValue }
  }
}

private struct CosineOptions: Sendable {
  var reduction = Loss.CosineReduction.sum

  init() {}

  init?(_ axis: LossAxis) {
    guard case .cosine(let reduction) = axis else { return nil }
    self.reduction = reduction
  }

  static let keys: [SettingKey<CosineOptions>] = [
    SettingKey("reduction", \.reduction, .word, effect: nil, "Sum or mean over the rows of a batch")
  ]
}

private struct MaxMarginOptions: Sendable {
  var margins = [1, 2.5, 5, 7.5, 10]
  var negativeSide = Loss.NegativeSide.input
  var negative = Loss.Negative.random
  var distance = Loss.Distance.euclidean

  init() {}

  init?(_ axis: LossAxis) {
    guard case .maxMargin(let margins, let side, let negative, let distance) = axis else { return nil }
    (self.margins, negativeSide, self.negative, self.distance) = (margins, side, negative, distance)
  }

  static let keys: [SettingKey<MaxMarginOptions>] = [
    SettingKey("margin", \.margins, .axis(of: .positive), effect: nil, "Margins; an axis of the search"),
    SettingKey(
      "negative-side", \.negativeSide, .word, effect: nil,
      "Whether the other item is an input of the map or a target"),
    SettingKey("negative", \.negative, .word, effect: nil, "Which other item of the batch is taken"),
    SettingKey("distance", \.distance, .word, effect: nil, "The distance between f(x) and y"),
  ]
}

private struct InfoNCEOptions: Sendable {
  var temperatures = [0.07]
  var direction = Loss.ContrastDirection.both

  init() {}

  init?(_ axis: LossAxis) {
    guard case .infoNCE(let temperatures, let direction) = axis else { return nil }
    (self.temperatures, self.direction) = (temperatures, direction)
  }

  static let keys: [SettingKey<InfoNCEOptions>] = [
    SettingKey(
      "temperature", \.temperatures, .axis(of: .positive), effect: nil,
      "Temperatures by which cosines are divided; an axis of the search"),
    SettingKey(
      "direction", \.direction, .word, effect: nil,
      "Whether partners are looked for in both directions, or only that of f(x) among the y"),
  ]
}

private struct SigmoidOptions: Sendable {
  var temperature = Loss.Sigmoid().temperature
  var bias = Loss.Sigmoid().bias

  init() {}

  init?(_ axis: LossAxis) {
    guard case .sigmoid(let options) = axis else { return nil }
    (temperature, bias) = (options.temperature, options.bias)
  }

  static let keys: [SettingKey<SigmoidOptions>] = [
    SettingKey("temperature", \.temperature, .positive, effect: nil, "What multiplies the cosine of a pair"),
    SettingKey(
      "bias", \.bias, .number("a finite number") { _ in true }, effect: nil, "What is added to it"),
  ]
}
