import ArgumentParser
import Dense
import ForeignFiles
import Foundation
import Reports
import Studies

/// What computes here, and what keeps it from its limit.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract:
      "BLAS library, processor, memory, disk and other programs, and how fast they are; says what to change.")

  @Flag(help: "Print one JSON document.") var json = false

  // A program that hangs is told, not waited for.
  private static let patience = min(5, ProgramTimeLimit.seconds)
  // What a quiet machine stays below.
  private static let usualSpread = 0.1
  private static let usualStolen = 0.01
  @OptionGroup var console: ConsoleOptions

  func run() async throws {
    let sharing = ProcessorSharing()
    let before = sharing?.time
    var speeds = PeakProbe.speeds()
    let gemm = gemmSpeed()
    speeds += PeakProbe.speeds()
    speeds.sort()
    let peak = speeds[speeds.count - 1]
    let (processors, memory, disk) = (AvailableProcessors.current, AvailableMemory.current, Disk.current)
    var document = DoctorDocument(
      processors: processors.count, processorLimit: processors.text, cores: sharing?.cores, peakGFLOPS: peak,
      peakSpread: 1 - speeds[speeds.count / 2] / peak, gemmGFLOPS: gemm, memory: memory?.size,
      memoryLimit: memory?.limitText, memoryFree: memory?.free, disk: disk?.size, diskFree: disk?.free,
      gnuplot: await Self.answer { try await Gnuplot.version(seconds: $0) },
      matrixReader: MatrixProgram.installed ?? Self.notFound,
      slurm: await Self.answer { try await SlurmLauncher.version(seconds: $0) })
    if let before, let after = sharing?.time {
      document.stolenShare = after.stolenShare(since: before)
    }
    document.advice = advice(document, sharing)
    if json { return try StandardOutput.writeJSON(document) }
    try StandardOutput.write(lines: lines(document, processors))
  }

  private func lines(_ document: DoctorDocument, _ processors: AvailableProcessors) -> [String] {
    let gemm = (document.gemmGFLOPS / document.peakGFLOPS).fixed(2)
    var shared = ["\((100 * document.peakSpread).fixed(1)) % below the best in half of the measurements"]
    if let cores = document.cores { shared.insert("\(cores) of them", at: 0) }
    if let stolen = document.stolenShare {
      shared.append("\((100 * stolen).fixed(1)) % of the time given to others")
    }
    var lines = [
      "BLAS library     OpenBLAS \(document.openblas), kernel \(document.kernel), \(document.threads) thread",
      "configuration    \(document.configuration)",
      "processor        "
        + (["\(document.vectorBits)-bit vectors"] + document.byteProducts).joined(separator: ", "),
      "processors       \(processors.text)",
      "cores            \(shared.joined(separator: "; "))",
      "layer kernels    \(document.path)",
      "neighbors by     \(document.neighborPaths.joined(separator: ", "))",
      "peak of a core   \(document.peakGFLOPS.fixed(1)) GFLOPS (fused multiply-add, Float)",
      "sgemm 1024³      \(document.gemmGFLOPS.fixed(1)) GFLOPS = \(gemm) of the peak",
    ]
    if let replaced = document.replacedKernel {
      lines.insert("                 in place of \(replaced), as it does not know this processor", at: 1)
    }
    if let size = document.memory, let free = document.memoryFree, let limit = document.memoryLimit {
      lines.append("memory           \(size.asBytes), \(limit); \(free.asBytes) are free")
    }
    if let size = document.disk, let free = document.diskFree {
      lines.append("disk             \(free.asBytes) of \(size.asBytes) are free in the current folder")
    }
    lines += [
      "gnuplot          \(document.gnuplot)", "MAT and HDF5     \(document.matrixReader)",
      "Slurm            \(document.slurm)",
    ]
    lines += document.advice.map { "advice           \($0)" }
    if document.advice.isEmpty { lines.append("advice           nothing to change") }
    return lines
  }

  private static let notFound = "not found"

  private static func answer(_ ask: (Double) async throws -> String?) async -> String {
    do {
      return try await ask(patience) ?? notFound
    } catch {
      return "does not answer"
    }
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

  private func advice(_ document: DoctorDocument, _ sharing: ProcessorSharing?) -> [String] {
    let (peak, gemm) = (document.peakGFLOPS, document.gemmGFLOPS)
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
    if let stolen = document.stolenShare, stolen > Self.usualStolen {
      advice.append(
        "\((100 * stolen).fixed(1)) % of the time went to others on the machine below this virtual one: speeds are not its own"
      )
    } else if document.peakSpread > Self.usualSpread {
      advice.append(
        "half of the measurements of the peak are \((100 * document.peakSpread).fixed(0)) % or more below the best: the core is "
          + "shared with other work, or its clock changes")
    }
    if let sharing, sharing.cores < sharing.processors.count, document.processors > sharing.cores {
      advice.append(
        "\(sharing.processors.count) processors are on \(sharing.cores) cores: about \(sharing.cores) workers are as fast as "
          + "\(document.processors), --workers \(sharing.cores)")
    }
    for (name, state) in [("gnuplot", document.gnuplot), ("Slurm", document.slurm)]
    where state == "does not answer" {
      advice.append(
        "\(name) is here and does not answer in \(Self.patience.fixed(0)) s: mend it, or take it out of PATH")
    }
    return advice
  }
}

/// The file system of the current folder.
private struct Disk {
  let size: Int
  let free: Int

  static var current: Disk? {
    var status = statvfs()
    guard statvfs(".", &status) == 0 else { return nil }
    let block = Int(status.f_frsize)
    return Disk(size: Int(status.f_blocks) * block, free: Int(status.f_bavail) * block)
  }
}

extension Int {
  /// Bytes as 1.5 GiB.
  fileprivate var asBytes: String { (Double(self) / 0x1p30).fixed(1) + " GiB" }
}
