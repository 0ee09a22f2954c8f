import VectorFiles

/// What a file that `map` applies holds: a map, or feature steps alone.
package enum StoredMap: Sendable {
  /// A map with its steps.
  case map(FittedMap)
  /// Feature steps that were fitted and kept.
  case steps([FittedStep])

  /// Reads a safetensors file of either kind.
  /// - Throws: ``DataFileError`` as ``ModelFile/readMap(_:)``.
  package static func read(_ path: String) throws -> StoredMap {
    let (tensors, metadata) = try SafetensorsFile.read(path)
    guard metadata[[FittedStep].metadataName()] != nil, tensors["W0"] == nil else {
      return .map(try ModelFile.map(tensors, metadata, path: path).map)
    }
    return .steps(try StepFile.read(path))
  }
}
