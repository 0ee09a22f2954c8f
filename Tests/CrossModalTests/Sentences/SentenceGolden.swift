import Foundation
import Testing

/// Small sentence encoders of transformers, their tokens and vectors (scripts/reference/sentence_encoder_golden.py).
struct SentenceGolden: Decodable {
  struct Model: Decodable {
    var name: String
    var tokens: [[Int32]]
    var vectors: [[Double]]
  }

  var texts: [String]
  var models: [Model]

  static var folder: URL {
    (Bundle.module.resourceURL ?? Bundle.module.bundleURL).appending(path: "Golden/sentences")
  }

  static func read() throws -> SentenceGolden {
    try JSONDecoder().decode(
      SentenceGolden.self, from: Data(contentsOf: folder.appending(path: "golden.json")))
  }
}
