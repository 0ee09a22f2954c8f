import Dense
import Studies

/// What `doctor` finds, as its JSON document.
struct DoctorDocument: Encodable {
  var openblas = BLASLibrary.version
  var configuration = BLASLibrary.configuration
  var kernel = BLASLibrary.kernel
  var replacedKernel = BLASLibrary.replacedKernel
  var threads = BLASLibrary.threads
  var vectorBits = FloatingPointEnvironment.vectorBits
  var byteProducts = [
    FloatingPointEnvironment.multipliesBytes ? "VNNI" : nil,
    FloatingPointEnvironment.multipliesTiles ? "AMX" : nil,
  ].compactMap { $0 }
  var processors: Int
  var processorLimit: String
  var cores: Int?
  var path = KernelPath.preferred.rawValue
  var neighborPaths = NeighborPath.allCases.filter { $0.isAvailable && $0 != .automatic }.map(\.rawValue)
  var peakGFLOPS: Double
  var peakSpread: Double
  var stolenShare: Double?
  var gemmGFLOPS: Double
  var memory: Int?
  var memoryLimit: String?
  var memoryFree: Int?
  var disk: Int?
  var diskFree: Int?
  var gnuplot: String
  var matrixReader: String
  var slurm: String
  var advice: [String] = []

  static let fields: [DocumentField] = [
    .text("openblas", "Version of OpenBLAS."),
    .text("configuration", "How it was built."),
    .text("kernel", "The kernel of OpenBLAS."),
    .text(
      "replacedKernel", "The kernel that OpenBLAS chose by itself, where it does not know the processor.",
      isOptional: true),
    .integer("threads", "Threads of OpenBLAS; 1 in a sound installation.", unit: .threads),
    .integer("vectorBits", "Width of the processor’s vectors.", unit: .bits),
    DocumentField(
      "byteProducts", .values(.text), "What multiplies bytes faster than numbers: VNNI, AMX."),
    .integer("processors", "Processors that this process may keep busy: the workers that run starts."),
    .text(
      "processorLimit",
      "What decides their number: the machine, the processors it may run on, a quota, or Slurm."),
    .integer(
      "cores",
      "Cores that the processors on which the process may run are on: fewer where two share one (hyperthreads).",
      isOptional: true),
    .text("path", "Kernels of layers that are the default here: openblas or fused."),
    DocumentField(
      "neighborPaths", .values(.text),
      "Products that searches of neighbors choose from here: openblas, fused, int16, int8."),
    .number("peakGFLOPS", "Fused multiply-adds in Float that one core reached just now.", unit: .gigaflops),
    .number(
      "peakSpread",
      "How far the median of repeated measurements of the peak, at the start and at the end, stays below the best: the core is "
        + "shared, or its clock changes.", unit: .share),
    .number(
      "stolenShare",
      "Time that the machine below a virtual one gave to others while this command measured.", unit: .share,
      isOptional: true),
    .number("gemmGFLOPS", "What sgemm of 1024³ reached; larger is better.", unit: .gigaflops),
    .integer("memory", "Memory that this process may take.", unit: .bytes, isOptional: true),
    .text(
      "memoryLimit", "What decides it: the machine, or the limit of a control group.", isOptional: true),
    .integer("memoryFree", "Memory that is free.", unit: .bytes, isOptional: true),
    .integer("disk", "Size of the file system of the current folder.", unit: .bytes, isOptional: true),
    .integer("diskFree", "What one may still write there.", unit: .bytes, isOptional: true),
    .text("gnuplot", "Version of gnuplot, which draws the plots of pages; or: not found."),
    .text("matrixReader", "Path of crossmodal-matrix, which reads MAT and HDF5 files; or: not found."),
    .text("slurm", "Version of Slurm; or: not found; or why it does not work."),
    DocumentField("advice", .values(.text), "What to change; empty if nothing."),
  ]
}
