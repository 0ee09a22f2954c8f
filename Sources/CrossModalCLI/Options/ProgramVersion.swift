/// Name and version of the program.
enum ProgramVersion {
  /// As `--version` prints them.
  static let text = "crossmodal 0.1.0"
}
