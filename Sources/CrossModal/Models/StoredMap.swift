import VectorFiles

/// What a file that `map` applies holds: a map, or what `features` fitted.
package enum StoredMap: Sendable {
  /// A map with its steps.
  case map(FittedMap)
  /// Feature steps that were fitted and kept.
  case steps([FittedStep])
  /// Latent semantic features, which were learned and kept; they are of texts.
  case texts(LatentSemanticStep)

  /// Reads a safetensors file of any of these kinds.
  /// - Throws: ``DataFileError`` as ``ModelFile/readMap(_:)``.
  package static func read(_ path: String) throws -> StoredMap {
    let (tensors, metadata) = try SafetensorsFile.read(path)
    guard metadata[[FittedStep].metadataName()] != nil, tensors["W0"] == nil else {
      return .map(try ModelFile.map(tensors, metadata, path: path).map)
    }
    if let step = try LatentSemanticStep(tensors: tensors, metadata: metadata, path: path) {
      return .texts(step)
    }
    return .steps(try StepFile.read(path))
  }
}
