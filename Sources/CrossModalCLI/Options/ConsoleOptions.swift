import ArgumentParser

/// What every command says and how: the same options for all of them.
struct ConsoleOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Write nothing but errors to stderr.") var quiet = false
  @Flag(name: .shortAndLong, help: "Say at the end what computed, for how long, and how much memory it took.")
  var verbose = false
  @Flag(help: "No colors, on a terminal too.") var noColor = false

  // The parser calls this once the whole command line is known to be right.
  func validate() throws {
    if quiet, verbose { throw ValidationError("--quiet and --verbose: give only one of them") }
    ConsoleSettings.apply(isQuiet: quiet, isVerbose: verbose, usesColor: !noColor)
  }
}
