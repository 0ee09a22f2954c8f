import VectorFiles

/// The keys of an object in a journal, recognized by their bytes.
struct JSONKeys<Key: CaseIterable & RawRepresentable<String> & Sendable>: Sendable {
  private let keys = Key.allCases.map { (key: $0, bytes: Array($0.rawValue.utf8)) }

  /// The key that is in a range; nil for another text.
  ///
  /// Keys are written in their order, so the one after the last is nearly always the one that comes: `expected` is its
  /// place, 0 at the start of an object.
  func key(_ bytes: BoundedBytes, _ name: Range<Int>, _ expected: inout Int) -> Key? {
    for step in keys.indices {
      let place = (expected + step) % keys.count
      if bytes.equals(keys[place].bytes, in: name) {
        expected = place + 1
        return keys[place].key
      }
    }
    return nil
  }
}
