/// What a study keeps of its inputs, in its manifest.
package protocol StudyInputs: Codable, Hashable, Sendable {
  /// Everything in the inputs that decides results, by a name for people: two studies whose parts are equal were made of the
  /// same data, wherever their files stood.
  var parts: [String: String] { get }
}
