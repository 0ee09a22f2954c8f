import Foundation

/// The throughput of square products as a picture, drawn by gnuplot.
struct GEMMPlot {
  private let script: String

  init(_ report: Report, sizes: [Int]) {
    var lines = [
      "set terminal svg size 720,440 font 'sans-serif,13' background rgb 'white'",
      "set logscale x 2", "set xlabel 'order of the square product'", "set ylabel 'GFLOPS, one core'",
      "set yrange [0:*]", "set key bottom right", "set grid ytics lc rgb '#dddddd'", "set border 3",
      "set xtics nomirror", "set ytics nomirror",
      "set title 'sgemm, OpenBLAS \(report.openblas) \(report.kernel)'",
    ]
    let orientations = ["NN", "NT", "TN", "TT"]
    for orientation in orientations {
      lines.append("$\(orientation) << EOD")
      for size in sizes {
        let name = "\(size)-\(size)-\(size) \(orientation)"
        if let result = report.results.first(where: { $0.name == name }) {
          lines.append("\(size) \(result.gflops)")
        }
      }
      lines.append("EOD")
    }
    let colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"]
    let curves = zip(orientations, colors).map {
      "$\($0) using 1:2 with linespoints lw 2 pt 7 ps 0.6 lc rgb '\($1)' title '\($0)'"
    }
    lines.append(
      "plot \(report.peakGFLOPS) with lines lw 2 dt 2 lc rgb '#555555' title 'FMA peak', "
        + curves.joined(separator: ", "))
    script = lines.joined(separator: "\n") + "\n"
  }

  /// Draws the picture; the file appears whole or not at all.
  func write(to path: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gnuplot"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    do {
      try process.run()
      input.fileHandleForWriting.write(Data(script.utf8))
      try input.fileHandleForWriting.close()
      let picture = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      guard process.terminationStatus == 0, !picture.isEmpty else {
        throw BenchFailure(code: 69, message: "--plot needs gnuplot (Debian: apt-get install gnuplot-nox)")
      }
      try picture.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch let failure as BenchFailure {
      throw failure
    } catch {
      throw BenchFailure(code: 74, message: "\(path): the picture cannot be written")
    }
  }
}
