/// A format in which maps are written.
public enum ModelFormat: String, CaseIterable, Sendable {
  /// Named tensors; read again by ``ModelFile``.
  case safetensors
  /// A graph for other programs, which is not read again.
  case onnx

  /// The format of a path by its ending; nil for another ending.
  public init?(path: String) {
    let name = path.lowercased()
    guard let format = Self.allCases.first(where: { name.hasSuffix("." + $0.rawValue) }) else { return nil }
    self = format
  }
}
