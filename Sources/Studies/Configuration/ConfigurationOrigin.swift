/// Where a configuration came from. All values are equal: a configuration is the same wherever it was written.
package struct ConfigurationOrigin: Hashable, Sendable {
  /// The file as it was given, nil for a value made in code.
  package var file: String?
  /// The overrides as they were given, in their order.
  package var overrides: [String]

  /// An origin.
  package init(file: String? = nil, overrides: [String] = []) {
    (self.file, self.overrides) = (file, overrides)
  }

  /// Always true.
  package static func == (left: ConfigurationOrigin, right: ConfigurationOrigin) -> Bool { true }

  /// Hashes nothing.
  package func hash(into hasher: inout Hasher) {}
}
