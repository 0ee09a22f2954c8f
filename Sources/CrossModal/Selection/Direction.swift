/// Which side is mapped to which. The raw values are the paper's names; what a study
/// calls them, ``SideNames`` says.
package enum Direction: String, CaseIterable, Sendable, Codable {
  /// f maps vectors of the first side to those of the second.
  case firstToSecond = "image-to-text"
  /// f maps vectors of the second side to those of the first.
  case secondToFirst = "text-to-image"
}
