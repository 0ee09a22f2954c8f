import CrossModal
import Dense
import Settings

extension StudyConfiguration {
  /// SHA-256 in hexadecimal of everything here that decides results.
  ///
  /// The study's name, its origin and the paths of its files take no part: the contents of the files are hashed where
  /// they are read. Order takes part, because the places of cells and settings in the plan follow from it.
  package var identity: String {
    ContentHash.hexadecimal(of: canonicalJSON.compact)
  }

  /// What is hashed; a change of this text makes every study one of another configuration.
  package var canonicalJSON: JSONText {
    func strings(_ texts: [String]) -> JSONText { .array(texts.map(JSONText.string)) }
    return .object([
      ("version", .integer(Self.version)),
      ("seed", .unsigned(seed)),
      ("dataset", dataset.canonicalJSON),
      (
        "protocol",
        .object([
          ("kind", .string(evaluation.kind.rawValue)), ("folds", .integer(evaluation.folds)),
          ("finalFits", .integer(evaluation.finalFits)),
        ])
      ),
      ("directions", strings(directions.map(\.rawValue))),
      ("models", strings(models.map(\.rawValue))),
      ("losses", .array(losses.map(\.canonicalJSON))),
      (
        "grid",
        .object([
          ("learningRate", .array(grid.learningRates.map(JSONText.number))),
          ("hiddenUnits", .array(grid.hiddenUnits.map(JSONText.integer))),
          ("dropout", .array(grid.dropouts.map(JSONText.number))),
          ("activation", strings(grid.activations.map(\.rawValue))),
        ])
      ),
      (
        "training",
        .object([
          ("optimizer", training.optimizer.canonicalJSON), ("batchSize", .integer(training.batchSize)),
          ("maxEpochs", .integer(training.maxEpochs)),
        ])
      ),
      (
        "measures",
        .object([
          ("k", .integer(measures.k)), ("includeSelf", .boolean(measures.includeSelf)),
          ("metrics", strings(measures.metrics.map(\.rawValue))),
        ])
      ),
    ])
  }
}

extension DatasetConfiguration {
  // Encoders and divided files stand here only where there are any, so that other studies keep their identity.
  fileprivate var canonicalJSON: JSONText {
    var members: [(String, JSONText)] = [
      ("name", .string(name)),
      ("image", .array(image.map { .string($0.name) })),
      ("text", .array(text.map { .string($0.name) })),
      ("split", .boolean(isSplit)),
      ("labelColumn", labels.map { .integer($0.column) } ?? .null),
    ]
    let divided = (image + text).map { ($0.name, $0.source) } + (labels.map { [("labels", $0.source)] } ?? [])
    for case (let name, .divided(_, let rows)) in divided {
      members.append(("trainRows", .array([.string(name), .string(rows.text)])))
    }
    for set in text {
      if let encoder = set.encoder {
        members.append(("encoder", .array([.string(set.name), encoder.canonicalJSON])))
      }
    }
    return .object(members)
  }
}

extension LossAxis {
  fileprivate var canonicalJSON: JSONText {
    switch self {
    case .meanSquaredError: .object([("name", .string("mse"))])
    case .cosine(let reduction):
      .object([("name", .string("cosine")), ("reduction", .string(reduction.rawValue))])
    case .maxMargin(let margins, let side, let negative, let distance):
      .object([
        ("name", .string("max-margin")), ("margin", .array(margins.map(JSONText.number))),
        ("negativeSide", .string(side.rawValue)), ("negative", .string(negative.rawValue)),
        ("distance", .string(distance.rawValue)),
      ])
    }
  }
}

extension Optimizer {
  fileprivate var canonicalJSON: JSONText {
    switch self {
    case .rmsprop(let rho, let epsilon):
      .object([("name", .string("rmsprop")), ("rho", .number(rho)), ("epsilon", .number(epsilon))])
    case .rmspropInside(let rho, let epsilon):
      .object([("name", .string("rmsprop-inside")), ("rho", .number(rho)), ("epsilon", .number(epsilon))])
    case .adam(let beta1, let beta2, let epsilon):
      .object([
        ("name", .string("adam")), ("beta1", .number(beta1)), ("beta2", .number(beta2)),
        ("epsilon", .number(epsilon)),
      ])
    case .descent: .object([("name", .string("descent"))])
    }
  }
}
