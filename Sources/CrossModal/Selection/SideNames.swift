/// What a study calls its two sides, and with them its directions: `audio` and `fmri`, so that `audio-to-fmri` maps the
/// first side to the second.
package struct SideNames: Hashable, Sendable {
  /// Name of the first side.
  package let first: String
  /// Name of the second side.
  package let second: String

  /// Two different names; neither holds ``joint``, so that every direction has a name of its own.
  package init(first: String, second: String) {
    precondition(first != second, "two sides of one name: \(first)")
    precondition(
      !first.contains(Self.joint) && !second.contains(Self.joint),
      "sides '\(first)' and '\(second)', of which one holds '\(Self.joint)'")
    (self.first, self.second) = (first, second)
  }

  /// What is between the sides in the name of a direction.
  package static let joint = "-to-"

  /// The paper's names, image and text, which hold where a study gives none.
  package static let usual = SideNames(first: "image", second: "text")

  /// The name of a direction, such as `image-to-text`.
  package func name(of direction: Direction) -> String {
    let (input, target) = ends(of: direction)
    return input + Self.joint + target
  }

  /// The side that is mapped, and the side that it is mapped to.
  package func ends(of direction: Direction) -> (input: String, target: String) {
    direction == .firstToSecond ? (first, second) : (second, first)
  }
}
