import CCrossModal
import CrossModal
import Dense

/// The random streams of one fit.
struct MapStreams {
  /// The initial weights.
  let weights: StreamKey
  /// The order of the rows.
  let order: StreamKey
  /// Dropout, negatives, and what a solved map draws.
  let fit: StreamKey

  /// Those of `crossmodal train`, or of a fit of a study where the options name one.
  /// - Throws: ``DoorError/value(_:)`` if they name it in part.
  init(_ options: crossmodal_fit_options) throws {
    let names = [
      try CText.read(options.dataset, "dataset"), try CText.read(options.cell, "cell"),
      try CText.read(options.setting, "setting"),
    ].compactMap { $0 }
    guard names.count == 3 else {
      try require(names.isEmpty, "dataset, cell and setting: \(names.count) of the three are given")
      let key = StreamKey(seed: options.seed)
      (weights, order, fit) = (key.adding("weights"), key.adding("order"), key.adding("fit"))
      return
    }
    try require(options.fold >= -1, "fold \(options.fold): must be at least 0, or -1 for all rows")
    let streams = FitStreams(seed: options.seed, dataset: names[0])
    let part: FitStreams.Part = options.fold < 0 ? .run(0) : .fold(Int(options.fold))
    fit = streams.fit(cell: names[1], setting: names[2], part)
    (weights, order) = (fit.adding("weights"), streams.order(part))
  }
}
