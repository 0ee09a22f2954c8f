import CProgramVersion

/// Name and version of the program.
enum ProgramVersion {
  /// As files name what wrote them: the same for every build of a version.
  static let name = "crossmodal " + String(cString: program_version())

  /// As `--version` prints them: with the commit, where the program was built from one.
  static let text: String = {
    let commit = String(cString: program_commit())
    return commit.isEmpty ? name : "\(name) (\(commit))"
  }()
}
