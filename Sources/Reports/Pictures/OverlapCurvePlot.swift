import CrossModal
import Messages
import Studies
import VectorFiles

/// Neighbor overlap against K with the chance level, as a picture that stands for itself.
package struct OverlapCurvePlot: Sendable {
  /// One curve: a name, and the overlap at each K.
  package struct Curve: Sendable {
    var name: String
    var values: [Double]

    /// A curve with as many values as the plot has numbers of neighbors.
    package init(name: String, values: [Double]) { (self.name, self.values) = (name, values) }
  }

  private let plot: Plot

  /// A plot of at most three curves; `counts` ascending, at least two.
  package init(counts: [Int], curves: [Curve], chance: [Double], title: String) {
    precondition(
      counts.count > 1 && (1...3).contains(curves.count)
        && (curves.map(\.values) + [chance]).allSatisfy { $0.count == counts.count },
      "\(curves.count) curves of \(curves.map(\.values.count)) values at \(counts.count) numbers of neighbors"
    )
    let colors: [PlotColor] = [.input, .target, .pair]
    let rows = counts.indices.map { place in
      [Plot.number(Double(counts[place])), Plot.number(chance[place])]
        + curves.map { Plot.number($0.values[place]) }
    }
    let lines = zip(curves.indices, curves).map { place, curve in
      "$points using 1:\(place + 3) with lines lw 2.5 lc rgb \(colors[place].script) title \(Plot.quoted(curve.name))"
    }
    let script = """
      \(Plot.data("points", rows))
      set xrange [\(counts[0]):\(counts[counts.count - 1])]
      set yrange [0:*]
      set xtics textcolor rgb \(PlotColor.soft.script)
      set ytics textcolor rgb \(PlotColor.soft.script)
      set xlabel 'K, number of neighbors' textcolor rgb \(PlotColor.soft.script)
      set ylabel 'overlap' textcolor rgb \(PlotColor.soft.script)
      set grid ytics lt 1 lw 1 lc rgb \(PlotColor.grid.script)
      \(Plot.key)
      plot \(lines.joined(separator: ", ")), \
      $points using 1:2 with lines lw 1.5 dt (3,3) lc rgb \(PlotColor.chance.script) title 'chance'
      """
    let spoken = curves.map { curve in
      "\(curve.name) \(format(curve.values[0], 3)) at K \(counts[0]), "
        + "\(format(curve.values[counts.count - 1], 3)) at K \(counts[counts.count - 1])"
    }
    plot = Plot(
      width: 640, height: 400, script: script,
      alternative: "\(title). Overlap against the number of neighbors: \(spoken.joined(separator: "; "))",
      caption: title)
  }

  /// Draws the picture with gnuplot and writes it as SVG, whole or not at all. Throws ``StudyError`` where gnuplot is
  /// missing or fails (69), ``DataFileError`` where the file cannot be written.
  package func write(to path: String) async throws {
    switch try await Gnuplot.draw([plot]) {
    case .missing:
      throw StudyError.refused(
        program: "gnuplot", reason: "not found or fails; a plot needs it (Debian: apt install gnuplot-nox)")
    case .drawn(let pictures):
      guard let picture = pictures.first ?? nil else {
        throw StudyError.refused(program: "gnuplot", reason: "drew nothing for \(path)")
      }
      try AtomicFile.write(text: PlotSVG.standalone(picture), to: path)
    }
  }
}
