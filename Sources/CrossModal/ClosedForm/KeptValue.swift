import Synchronization

/// A value that is made when it is first asked for, and kept; several threads may ask.
final class KeptValue<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)

  /// The value; `make` runs until it has succeeded once.
  func get<Failure: Error>(_ make: () throws(Failure) -> Value) throws(Failure) -> Value {
    try made.withLock { kept throws(Failure) in
      if let kept { return kept }
      let value = try make()
      kept = value
      return value
    }
  }
}

/// The value of the key that was asked for last; several threads may ask.
final class LatestValue<Key: Equatable & Sendable, Value: Sendable>: Sendable {
  private let made = Mutex<(key: Key, value: Value)?>(nil)

  /// The value of a key; `make` runs where the last call asked for another key.
  func get(_ key: Key, _ make: () throws -> Value) throws -> Value {
    try made.withLock { kept in
      if let kept, kept.key == key { return kept.value }
      let value = try make()
      kept = (key, value)
      return value
    }
  }
}
