import ForeignFiles

/// Name and version of the program.
enum ProgramVersion {
  /// As `--version` prints them.
  static let text = "crossmodal \(OwnProgram.version)"
}
