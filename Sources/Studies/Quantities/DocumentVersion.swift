/// The version of all JSON documents, which each says in its key `version`.
package enum DocumentVersion {
  /// Raised when a key is renamed or means something else; keys may be added.
  package static let current = 1
}
