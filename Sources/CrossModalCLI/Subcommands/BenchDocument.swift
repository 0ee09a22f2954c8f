import Studies

/// What `bench --json` writes: a program of its own, which knows nothing of studies.
enum BenchDocument {
  /// The keys of the document.
  static let fields: [DocumentField] = [
    .version,
    .text("processor", "The processor and the number of its cores."),
    .text("openblas", "Version of OpenBLAS."),
    .text("kernel", "The kernel that OpenBLAS chose."),
    .integer("threads", "Threads of OpenBLAS.", unit: .threads),
    .number(
      "peakGFLOPS", "Best fused multiply-add speed of a core, in Float (ridge: Double), seen in this run.",
      unit: .gigaflops),
    DocumentField(
      "results",
      .objects([
        .text("name", "What was timed, such as 2048-1024-300."),
        .text("path", "Which kernels: openblas or fused; for neighbors also int8 and int16."),
        .number("seconds", "Best time of a repetition; smaller is better.", unit: .seconds),
        .number("median", "Median time.", unit: .seconds),
        .number("gflops", "Speed at the best time; larger is better.", unit: .gigaflops),
        .number("fraction", "That speed over the peak of the cores used; 1 is the limit."),
        .integer("repeats", "Number of repetitions."),
        .integer("cores", "Threads or processes that shared the work.", unit: .threads),
      ]), "What was timed."),
  ]
}
