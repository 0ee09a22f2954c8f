internal import CBLASShim

/// What is known of the BLAS library in this process, and its one setting.
public enum BLASLibrary {
  /// Makes every BLAS call run on the calling thread alone, whatever the environment says.
  ///
  /// Parallelism belongs to this project, not to the library: OpenBLAS gives other bits with other numbers of
  /// threads. Call it once at the start of a process. Routine: `openblas_set_num_threads`.
  public static func useOneThread() {
    openblas_set_num_threads(1)
  }

  /// Number of threads the library uses for one call. Routine: `openblas_get_num_threads`.
  public static var threads: Int { Int(openblas_get_num_threads()) }

  /// The kernel chosen for this processor, such as "Cooperlake". Routine: `openblas_get_corename`.
  public static var kernel: String { String(cString: openblas_get_corename()) }

  /// The library's configuration, which begins with its name and version. Routine: `openblas_get_config`.
  public static var configuration: String { String(cString: openblas_get_config()) }

  /// The version in ``configuration``, such as "0.3.21"; the whole configuration where it names none.
  public static var version: String {
    let words = configuration.split(separator: " ")
    return words.count > 1 && words[0] == "OpenBLAS" ? String(words[1]) : configuration
  }
}
