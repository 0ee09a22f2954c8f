import CCrossModal
import CrossModal
import Dense

/// How a map is to be fitted: the options of C, checked, with the rules of `crossmodal train`.
struct FitRequest {
  let model: ModelFamily
  let hiddenUnits: Int
  let activation: Activation
  let training: TrainingOptions
  let patience: Int?
  let penalties: [Double]
  let hasPenaltyPerTarget: Bool
  let rank: Int?
  let shuffles: Bool
  let heldOut: [Int32]
  let streams: MapStreams

  /// Reads and checks options for so many items.
  /// - Throws: ``DoorError/value(_:)``.
  init(_ pointer: UnsafePointer<crossmodal_fit_options>?, items: Int) throws {
    let options = try given(pointer, "options").pointee
    model = try CText.word(options.model, "model", among: ModelFamily.allCases)
    activation = try CText.word(
      options.activation, "activation", among: Activation.allCases.filter { $0 != .linear })
    func check(_ name: String, _ value: Any, _ allowed: String, _ holds: Bool) throws {
      try require(holds, "\(name) \(value): must be \(allowed)")
    }
    func checkFrom0(_ name: String, _ value: Double) throws {
      try check(name, value, "at least 0", value >= 0 && value.isFinite)
    }
    func checkAbove0(_ name: String, _ value: Double) throws {
      try check(name, value, "above 0", value > 0 && value.isFinite)
    }
    try check(
      "hidden_units", options.hidden_units, "from 1 to 65536", (1...65536).contains(options.hidden_units))
    try checkAbove0("margin", options.margin)
    try checkAbove0("temperature", options.temperature)
    try checkAbove0("learning_rate", options.learning_rate)
    try checkFrom0("weight_decay", options.weight_decay)
    try checkFrom0("structure_weight", options.structure_weight)
    try check(
      "dropout", options.dropout, "at least 0 and below 1", options.dropout >= 0 && options.dropout < 1)
    try check("epochs", options.epochs, "from 1 to 1000000", (1...1_000_000).contains(options.epochs))
    try check("batch_size", options.batch_size, "from 1 to 4096", (1...4096).contains(options.batch_size))
    try check("patience", options.patience, "from 0 to 100000", (0...100_000).contains(options.patience))
    let loss = try CText.word(options.loss, "loss", among: LossName.allCases)
    try require(
      options.batch_size > 1 || !loss.needsOthers,
      "batch_size 1: \(loss.rawValue) compares the items of a batch; must be from 2 to 4096")
    training = TrainingOptions(
      loss: Self.loss(loss, options), optimizer: try Self.optimizer(options.optimizer),
      learningRate: options.learning_rate, dropout: options.dropout, batchSize: Int(options.batch_size),
      epochs: Int(options.epochs), weightDecay: options.weight_decay,
      schedule: try CText.word(options.schedule, "schedule", among: LearningRateSchedule.allCases),
      structureWeight: options.structure_weight)
    hiddenUnits = Int(options.hidden_units)
    shuffles = options.shuffles != 0
    streams = try MapStreams(options)
    heldOut = try Self.heldOut(options, items: items)
    try require(
      options.patience == 0 || !heldOut.isEmpty, "patience: allowed with rows held out, whose loss it watches"
    )
    patience = options.patience == 0 ? nil : Int(options.patience)
    (penalties, hasPenaltyPerTarget) = (try Self.penalties(options), options.penalty_per_target != 0)
    try check("rank", options.rank, "from 0 to 65536", (0...65536).contains(options.rank))
    rank = options.rank == 0 ? nil : Int(options.rank)
    try checkFamily()
  }

  // What a family does not have is refused.
  private func checkFamily() throws {
    try require(
      model.usesPenalty || penalties.isEmpty,
      "penalties: \(model.rawValue) has none; ridge, cca and reduced-rank have")
    try require(
      rank == nil || model == .cca || model == .reducedRank,
      "rank: \(model.rawValue) has none; cca and reduced-rank have")
    try require(
      model == .ridge || (!hasPenaltyPerTarget && penalties.count <= 1),
      "several penalties, or one for each target: allowed with model ridge")
  }

  private static func loss(_ name: LossName, _ options: crossmodal_fit_options) -> Loss {
    switch name {
    case .mse: .meanSquaredError
    case .cosine: .cosine(.sum)
    case .maxMargin: .maxMargin(.init(margin: options.margin))
    case .infoNCE: .infoNCE(.init(temperature: options.temperature))
    case .sigmoid: .sigmoid(.init())
    }
  }

  private enum OptimizerName: String, CaseIterable {
    case rmsprop, adam, descent
  }

  private static func optimizer(_ pointer: UnsafePointer<CChar>?) throws -> Optimizer {
    switch try CText.word(pointer, "optimizer", among: OptimizerName.allCases) {
    case .rmsprop: .paper
    case .adam: .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    case .descent: .descent
    }
  }

  private static func penalties(_ options: crossmodal_fit_options) throws -> [Double] {
    guard options.penalty_count != 0 else { return [] }
    try require(
      (1...10_000).contains(options.penalty_count),
      "\(options.penalty_count) penalties; must be from 1 to 10000")
    let base = try given(options.penalties, "penalties")
    return try (0..<Int(options.penalty_count)).map { place in
      let penalty = base[place]
      try require(penalty >= 0 && penalty.isFinite, "penalty \(penalty): must be a finite number, at least 0")
      return penalty
    }
  }

  private static func heldOut(_ options: crossmodal_fit_options, items: Int) throws -> [Int32] {
    let count = options.held_out_count
    guard count != 0 else { return [] }
    try require(
      count > 0 && count < items, "\(count) of \(items) rows held out; must be from 0 to \(items - 1)")
    let base = try given(options.held_out, "held_out")
    let rows = Set((0..<Int(count)).map { base[$0] })
    if let outside = rows.first(where: { $0 < 0 || $0 >= items }) {
      throw DoorError.value("held_out \(outside): must be rows from 0 to \(items - 1)")
    }
    return rows.sorted().map { Int32($0) }
  }
}

// Texts that live as long as the process: what a default points to.
private struct DefaultWords: @unchecked Sendable {
  let model = CText.copy(ModelFamily.nn.rawValue)
  let activation = CText.copy(Activation.relu.rawValue)
  let loss = CText.copy(LossName.mse.rawValue)
  let optimizer = CText.copy("rmsprop")
  let schedule = CText.copy(LearningRateSchedule.constant.rawValue)
  static let shared = DefaultWords()
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_fit_options_default(
  _ options: UnsafeMutablePointer<crossmodal_fit_options>?
) {
  let words = DefaultWords.shared
  var defaults = crossmodal_fit_options()
  defaults.model = UnsafePointer(words.model)
  defaults.activation = UnsafePointer(words.activation)
  defaults.loss = UnsafePointer(words.loss)
  defaults.optimizer = UnsafePointer(words.optimizer)
  defaults.schedule = UnsafePointer(words.schedule)
  (defaults.hidden_units, defaults.epochs, defaults.batch_size) = (256, 100, 64)
  (defaults.margin, defaults.temperature, defaults.learning_rate) = (1, 0.07, 0.001)
  (defaults.seed, defaults.shuffles, defaults.fold) = (1, 1, -1)
  options?.pointee = defaults
}
