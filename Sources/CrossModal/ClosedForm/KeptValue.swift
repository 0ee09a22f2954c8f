import Synchronization

/// A value that is made when it is first asked for, and kept; several threads may ask.
final class KeptValue<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)

  /// The value; `make` runs at most once successfully.
  func get(_ make: () throws -> Value) throws -> Value {
    try made.withLock { kept in
      if let kept { return kept }
      let value = try make()
      kept = value
      return value
    }
  }
}
