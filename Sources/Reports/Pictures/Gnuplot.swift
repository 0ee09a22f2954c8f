import ForeignFiles
import Foundation
import Studies
import Subprocess

/// The program gnuplot, started once for many pictures: scripts and data go through its standard input, SVG comes back.
package enum Gnuplot {
  /// What came of the plots.
  package enum Outcome: Sendable {
    /// The pictures in the order of their scripts; nil where gnuplot drew nothing.
    case drawn([String?])
    /// There is no gnuplot, or it fails: why, for people.
    case missing(String)
  }

  /// How to get it.
  package static let installation =
    "The plots are missing because gnuplot was not found; install it (Debian: apt install gnuplot-nox) and make the page again."

  /// gnuplot's version, such as "gnuplot 5.4 patchlevel 4"; nil without the program.
  /// - Throws: ``ProgramError`` if it does not answer.
  package static func version(seconds: Double = ProgramTimeLimit.seconds) async throws -> String? {
    do {
      let answer = try await ChildProgram.run("gnuplot", ["--version"], seconds: seconds)
      guard answer.isDone else { return nil }
      return answer.output.trimmingCharacters(in: .whitespacesAndNewlines)
    } catch is SubprocessError {
      return nil
    }
  }

  /// Draws plots. Every script stands for itself: settings of one do not reach the next.
  /// - Throws: ``ProgramError`` if gnuplot does not answer.
  static func draw(_ plots: [Plot], program: String = "gnuplot") async throws -> Outcome {
    var pictures: [String?] = []
    // Batches bound what is held in memory at once.
    for start in stride(from: 0, to: plots.count, by: 64) {
      let batch = plots[start..<min(plots.count, start + 64)]
      guard let text = try await run(program, script: batch.map(script).joined()) else {
        return .missing(installation)
      }
      let parts = text.components(separatedBy: marker)
      for (place, plot) in batch.enumerated() {
        let part = place + 1 < parts.count ? parts[place + 1] : ""
        pictures.append(
          part.contains("</svg>") ? PlotSVG.cleaned(part, plot: plot, number: start + place) : nil)
      }
    }
    return .drawn(pictures)
  }

  // Printed between pictures, so that a plot that fails does not shift the others.
  private static let marker = "<!-- next picture -->"

  private static func script(_ plot: Plot) -> String {
    """
    reset session
    set encoding utf8
    set print '-'
    print '\(marker)'
    set terminal svg size \(plot.width),\(plot.height) dynamic noenhanced font ',\(Plot.fontSize)' linewidth 1 background '#ffffff'
    set output
    set border 0
    set tics scale 0 nomirror
    \(plot.script)
    unset output

    """
  }

  private static func run(_ program: String, script: String) async throws -> String? {
    do {
      let answer = try await ChildProgram.run(
        program, ["--default-settings", "-"], input: script, limit: 1 << 26)
      return answer.output.contains(marker) ? answer.output : nil
    } catch is SubprocessError {
      return nil
    }
  }
}

/// One plot: a script for gnuplot, its height, and what it shows in words.
struct Plot {
  /// Width of every plot; the page shows it a little larger on a desktop and a tenth smaller on a phone.
  static let standardWidth = 440
  /// Size of the font in the same units.
  static let fontSize = 14

  var width = Plot.standardWidth
  /// Its height.
  var height: Int
  /// Everything after the terminal is set, data blocks included.
  var script: String
  /// What a person who cannot see the picture is told.
  var alternative: String
  /// What is below.
  var caption: String

  /// One line of keys across the top.
  static let key = """
    set key at screen 0.5, screen 0.99 center top horizontal maxrows 1 samplen 1.3 width 0.5 \
    textcolor rgb \(PlotColor.ink.script)
    set tmargin 2.4
    """

  /// A block of data, `$name << EOD … EOD`; rows are numbers and quoted texts.
  static func data(_ name: String, _ rows: [[String]]) -> String {
    let lines = rows.map { $0.joined(separator: " ") }
    return (["$\(name) << EOD"] + lines + ["EOD", ""]).joined(separator: "\n")
  }

  /// A number for gnuplot; what is not finite is missing there.
  static func number(_ value: Double) -> String { value.isFinite ? "\(Float(value))" : "NaN" }

  /// A quoted text for gnuplot.
  static func quoted(_ text: String) -> String { "\"\(ReportText.gnuplot(text))\"" }
}
