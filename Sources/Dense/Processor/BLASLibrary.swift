internal import CBLASShim

/// What is known of the BLAS library in this process, and its one setting.
public enum BLASLibrary {
  /// Makes every BLAS call run on the calling thread alone, whatever the environment says, and on a processor that the library
  /// does not know takes kernels that fit it (see ``KernelReplacement``).
  ///
  /// Parallelism belongs to this project, not to the library: OpenBLAS gives other bits with other numbers of
  /// threads. Those that it has started, one for each processor, would take a tenth of a second of each at every start of a
  /// program, and are ended. Call it once at the start of a process. Routine: `openblas_set_num_threads`.
  public static func prepare() {
    _ = replacedKernel
    openblas_set_num_threads(1)
    cblas_shim_end_threads()
  }

  /// The kernel that the library chose by itself where another one took its place; nil where it did not, as mostly.
  public static let replacedKernel = KernelReplacement.make()

  /// Whether the library is built for many processors, and chooses among their kernels.
  static var choosesKernels: Bool { cblas_shim_chooses() != 0 }

  /// Lets the library choose again, by the environment as it is now. No other thread may be computing.
  static func chooseKernelAgain() { cblas_shim_choose_again() }

  /// Number of threads the library uses for one call. Routine: `openblas_get_num_threads`.
  public static var threads: Int { Int(openblas_get_num_threads()) }

  /// The kernel in use, mostly the one that the library chose for this processor, such as "Cooperlake". Routine: `openblas_get_corename`.
  public static var kernel: String { String(cString: openblas_get_corename()) }

  /// The library's configuration, which begins with its name and version. Routine: `openblas_get_config`.
  public static var configuration: String { String(cString: openblas_get_config()) }

  /// The version in ``configuration``, such as "0.3.21"; the whole configuration where it names none.
  public static var version: String {
    let words = configuration.split(separator: " ")
    return words.count > 1 && words[0] == "OpenBLAS" ? String(words[1]) : configuration
  }
}
