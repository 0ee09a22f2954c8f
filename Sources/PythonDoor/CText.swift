import Dense
import Foundation
import Messages

/// Texts of C.
enum CText {
  /// A copy that `free` gives back.
  static func copy(_ text: String) -> UnsafeMutablePointer<CChar> {
    text.withCString { source in
      let size = strlen(source) + 1
      guard let memory = malloc(size) else { MemoryShortage.end(size) }
      memcpy(memory, source, size)
      return memory.assumingMemoryBound(to: CChar.self)
    }
  }

  /// The JSON text of a value with sorted keys.
  static func json(_ value: some Encodable) throws -> UnsafeMutablePointer<CChar> {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return copy(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// A text that a caller gave; nil for NULL.
  /// - Throws: ``DoorError/value(_:)`` for one that is not UTF-8.
  static func read(_ pointer: UnsafePointer<CChar>?, _ name: String) throws -> String? {
    guard let pointer else { return nil }
    guard let text = String(validatingCString: pointer) else {
      throw DoorError.value("\(name): is not UTF-8")
    }
    return text
  }

  /// A path that a caller must give.
  static func path(_ pointer: UnsafePointer<CChar>?) throws -> String {
    let path = try read(given(pointer, "path"), "path") ?? ""
    try require(!path.isEmpty, "path: empty; the name of a file is needed")
    return path
  }

  /// One of the words that are allowed.
  /// - Throws: ``DoorError/value(_:)`` for another one, with the word that may have been meant.
  static func word<Word: RawRepresentable<String>>(
    _ pointer: UnsafePointer<CChar>?, _ name: String, among allowed: [Word]
  ) throws -> Word {
    let text = try read(given(pointer, name), name) ?? ""
    if let word = allowed.first(where: { $0.rawValue == text }) { return word }
    let words = allowed.map(\.rawValue)
    throw DoorError.value(
      "\(name) \(text.quotedForMessage): no such word\(Suggestion.hint(text, among: words)); allowed: "
        + words.joined(separator: ", "))
  }
}

/// Numbers that a caller gave.
enum CNumbers {
  /// The number of threads; 0 stands for all processors.
  static func threads(_ number: Int64) throws -> Int {
    try require(
      (0...1024).contains(number), "threads \(number): must be from 1 to 1024, or 0 for all processors")
    return number == 0 ? AvailableProcessors.current.count : Int(number)
  }

  /// Numbers of neighbors of so many items, each below them.
  static func counts(_ pointer: UnsafePointer<Int64>?, _ count: Int64, items: Int) throws -> [Int] {
    try require(
      (1...1_000_000).contains(count), "k: \(count) numbers of neighbors; must be from 1 to 1000000")
    let base = try given(pointer, "k")
    return try (0..<Int(count)).map { place in
      let k = base[place]
      try require(k >= 1, "k \(k): must be a whole number, at least 1")
      try require(k < items, "k \(k): there are \(items) items; k must be smaller")
      return Int(k)
    }
  }

  /// The code of each of so many rows.
  static func codes(_ pointer: UnsafePointer<Int64>?, rows: Int, _ name: String) throws -> [Int] {
    let base = try given(pointer, name)
    return (0..<rows).map { Int(base[$0]) }
  }
}
