import Synchronization

/// Files that hold what came by standard input, or will go to standard output, under the name that they were called by.
enum StreamNames {
  private static let paths = Mutex<[String]>([])

  /// From now on `-` is said for this path.
  static func add(_ path: String) { paths.withLock { $0.append(path) } }

  /// Text for people, which calls the streams as they were called.
  static func named(_ text: String) -> String {
    paths.withLock { $0 }.reduce(text) { $0.replacing($1, with: "-") }
  }
}
