import ArgumentParser
import Dense
import Foundation
import Studies

/// What computes here, and what keeps it from its limit.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "BLAS library, kernel, processor and their speed; says what to change.")

  @Flag(help: "Print one JSON document.") var json = false

  struct Document: Encodable {
    var openblas: String
    var configuration: String
    var kernel: String
    var threads: Int
    var vectorBits: Int
    var processors: Int
    var processorLimit: String
    var path: String
    var neighborPaths: [String]
    var peakGFLOPS: Double
    var gemmGFLOPS: Double
    var advice: [String]

    static let fields: [DocumentField] = [
      .text("openblas", "Version of OpenBLAS."),
      .text("configuration", "How it was built."),
      .text("kernel", "The kernel that OpenBLAS chose for this processor."),
      .integer("threads", "Threads of OpenBLAS; 1 in a sound installation.", unit: .threads),
      .integer("vectorBits", "Width of the processor’s vectors.", unit: .bits),
      .integer("processors", "Processors that this process may keep busy: the workers that run starts."),
      .text(
        "processorLimit",
        "What decides their number: the machine, the processors it may run on, a quota, or Slurm."),
      .text("path", "Kernels of layers that are the default here: openblas or fused."),
      DocumentField(
        "neighborPaths", .values(.text),
        "Products that searches of neighbors choose from here: openblas, fused, int16, int8."),
      .number("peakGFLOPS", "Fused multiply-adds in Float that one core reached just now.", unit: .gigaflops),
      .number("gemmGFLOPS", "What sgemm of 1024³ reached; larger is better.", unit: .gigaflops),
      DocumentField("advice", .values(.text), "What to change; empty if nothing."),
    ]
  }

  func run() throws {
    let peak = PeakProbe.gigaflops()
    let gemm = gemmSpeed()
    let processors = AvailableProcessors.current
    let document = Document(
      openblas: BLASLibrary.version, configuration: BLASLibrary.configuration, kernel: BLASLibrary.kernel,
      threads: BLASLibrary.threads, vectorBits: FloatingPointEnvironment.vectorBits,
      processors: processors.count, processorLimit: processors.text, path: KernelPath.preferred.rawValue,
      neighborPaths: NeighborPath.allCases.filter { $0.isAvailable && $0 != .automatic }.map(\.rawValue),
      peakGFLOPS: peak, gemmGFLOPS: gemm, advice: advice(peak: peak, gemm: gemm))
    if json { return try StandardOutput.writeJSON(document) }
    var lines = [
      "BLAS library     OpenBLAS \(document.openblas), kernel \(document.kernel), \(document.threads) thread",
      "configuration    \(document.configuration)",
      "processor        \(document.vectorBits)-bit vectors",
      "processors       \(processors.text)",
      "layer kernels    \(document.path)",
      "neighbors by     \(document.neighborPaths.joined(separator: ", "))",
      "peak of a core   \(peak.fixed(1)) GFLOPS (fused multiply-add, Float)",
      "sgemm 1024³      \(gemm.fixed(1)) GFLOPS = \((gemm / peak).fixed(2)) of the peak",
    ]
    lines += document.advice.map { "advice           \($0)" }
    if document.advice.isEmpty { lines.append("advice           nothing to change") }
    try StandardOutput.write(lines: lines)
  }

  private func gemmSpeed() -> Double {
    var stream = RandomStream(StreamKey(seed: 1))
    let a = Matrix<Float>(rows: 1024, columns: 1024) { _, _ in Float(stream.uniform()) }
    var best = 0.0
    for _ in 0..<7 {
      let time = ContinuousClock().measure { _ = product(a.view, a.view) }
      let seconds = Double(time.components.attoseconds) * 1e-18 + Double(time.components.seconds)
      best = max(best, 2 * 1024 * 1024 * 1024 / seconds / 1e9)
    }
    return best
  }

  private func advice(peak: Double, gemm: Double) -> [String] {
    var advice: [String] = []
    let environment = ProcessInfo.processInfo.environment
    let wide = ["SkylakeX", "Cooperlake", "SapphireRapids"]
    if let masked = environment["CROSSMODAL_INSTRUCTIONS"] {
      advice.append(
        "CROSSMODAL_INSTRUCTIONS=\(masked) hides instructions that this processor may have: unset it")
    }
    if FloatingPointEnvironment.vectorBits == 512, !wide.contains(BLASLibrary.kernel) {
      if let forced = environment["OPENBLAS_CORETYPE"] {
        advice.append(
          "OPENBLAS_CORETYPE=\(forced) forces a kernel without AVX-512, which this processor has: unset it")
      } else {
        advice.append(
          "OpenBLAS chose \(BLASLibrary.kernel) though the processor has AVX-512: a newer OpenBLAS may know it, or set "
            + "OPENBLAS_CORETYPE=SkylakeX")
      }
    } else if gemm < 0.6 * peak {
      advice.append("sgemm reaches \((gemm / peak).fixed(2)) of the peak: is the core shared or throttled?")
    }
    return advice
  }
}
