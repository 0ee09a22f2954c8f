/// What `best` says, as text for people and as one JSON document.
package struct BestAnswer {
  /// At most 80 columns.
  package let text: String
  /// `{"version": 1, …}`.
  package let json: String
}
