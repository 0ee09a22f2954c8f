import Synchronization

/// What the command line says of the console; it is read once, before any work.
enum ConsoleSettings {
  private static let quiet = Atomic(false)
  private static let verbose = Atomic(false)
  private static let color = Atomic(true)

  /// Whether stderr is for errors alone.
  static var isQuiet: Bool { quiet.load(ordering: .relaxed) }

  /// Whether the command says at its end what it took.
  static var isVerbose: Bool { verbose.load(ordering: .relaxed) }

  /// Whether colors are allowed at all.
  static var usesColor: Bool { color.load(ordering: .relaxed) }

  /// Takes what the command line says.
  static func apply(isQuiet: Bool, isVerbose: Bool, usesColor: Bool) {
    quiet.store(isQuiet, ordering: .relaxed)
    verbose.store(isVerbose, ordering: .relaxed)
    color.store(usesColor, ordering: .relaxed)
  }
}
