/// What follows the layers of a sentence encoder: pooling, and whether vectors are brought to unit length.
struct SentenceParts {
  let pooling: SentenceModel.Pooling
  let isNormalized: Bool
  let notes: [String]

  /// Reads `modules.json` and what it names. A folder without it is a bare model: the mean of its tokens, as
  /// sentence-transformers takes it, which is said.
  /// - Parameter width: length of a token's vector.
  init(_ folder: SentenceModelFolder, width: Int) throws {
    guard let modules = try folder.jsonIfPresent("modules.json", [Module].self) else {
      (pooling, isNormalized) = (.mean, false)
      notes = ["no modules.json: the vector of a text is the mean of its tokens'"]
      return
    }
    var (pooling, isNormalized): (SentenceModel.Pooling?, Bool) = (nil, false)
    for (place, module) in modules.enumerated() {
      switch module.kind {
      case "Transformer" where place == 0 && module.path.isEmpty: continue
      case "Pooling" where place > 0 && pooling == nil:
        pooling = try Self.pooling(folder, "\(module.path)/config.json", width: width)
      case "Normalize" where pooling != nil: isNormalized = true
      default:
        throw DataFileError.content(
          folder.file("modules.json"),
          "part \(place + 1) is \(DataFileError.quoted(module.kind)); allowed: Transformer, Pooling, Normalize, in this "
            + "order"
        )
      }
    }
    guard let pooling else {
      throw DataFileError.content(
        folder.file("modules.json"), "has no Pooling; allowed: Transformer, Pooling, and Normalize or nothing"
      )
    }
    (self.pooling, self.isNormalized, notes) = (pooling, isNormalized, [])
  }

  private static func pooling(
    _ folder: SentenceModelFolder, _ name: String, width: Int
  ) throws -> SentenceModel.Pooling {
    let modes = try folder.json(name, PoolingConfiguration.self)
    if let said = modes.word_embedding_dimension, said != width {
      throw DataFileError.content(
        folder.file(name),
        "word_embedding_dimension is \(said); needed: \(width), the hidden_size of config.json")
    }
    let chosen = modes.chosen
    switch chosen {
    case ["mean"]: return .mean
    case ["cls"]: return .first
    case ["max"]: return .largest
    default:
      let found = chosen.isEmpty ? "none" : chosen.joined(separator: " + ")
      throw DataFileError.content(folder.file(name), "the pooling is \(found); allowed: mean, cls or max")
    }
  }

  private struct Module: Decodable {
    let path: String
    let type: String

    // "sentence_transformers.models.Pooling", in later versions with other packages before it.
    var kind: String { type.split(separator: ".").last.map(String.init) ?? type }
  }

  private struct PoolingConfiguration: Decodable {
    let word_embedding_dimension: Int?
    let pooling_mode: String?
    let pooling_mode_cls_token: Bool?
    let pooling_mode_mean_tokens: Bool?
    let pooling_mode_max_tokens: Bool?
    let pooling_mode_mean_sqrt_len_tokens: Bool?
    let pooling_mode_weightedmean_tokens: Bool?
    let pooling_mode_lasttoken: Bool?

    var chosen: [String] {
      if let pooling_mode { return [pooling_mode] }
      return [
        ("cls", pooling_mode_cls_token), ("mean", pooling_mode_mean_tokens), ("max", pooling_mode_max_tokens),
        ("mean by root of length", pooling_mode_mean_sqrt_len_tokens),
        ("weighted mean", pooling_mode_weightedmean_tokens), ("last token", pooling_mode_lasttoken),
      ].compactMap { $1 == true ? $0 : nil }
    }
  }
}
