/// Which modality is mapped to which.
public enum Direction: String, CaseIterable, Sendable, Codable {
  /// f maps image vectors to text vectors.
  case imageToText = "image-to-text"
  /// f maps text vectors to image vectors.
  case textToImage = "text-to-image"
}
