internal import DenseKernels

/// The words of the command line.
public enum ProgramArguments {
  /// All of them, the program's name first; empty where neither the C library nor Swift is told them.
  ///
  /// Swift reads `/proc`, and has none, or others, where that is not mounted or a library is in front of it; the C library knows them from
  /// the system's own call of the program.
  public static let all: [String] = {
    let told = (0..<dense_argument_count()).compactMap { dense_argument($0).map { String(cString: $0) } }
    return told.isEmpty ? CommandLine.arguments : told
  }()
}
