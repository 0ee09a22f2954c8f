import CrossModal
import Foundation
import Testing

@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct ComparisonPicturesTests {
  private static func pairs(_ count: Int) -> ComparedPairs {
    ComparedPairs(
      pairs: (0..<count).flatMap { first in
        ((first + 1)..<max(count, first + 1)).map { second in
          var score = MeasuredScore(.mutualNeighbors, k: 10)
          score.value = first == 0 && second == 1 ? nil : Double(first + second) / Double(2 * count)
          return .init(first: first, second: second, scores: [score], isCandidate: true)
        }
      })
  }

  private static func heatMap(_ count: Int, name: String = "layer") -> SpaceHeatMap? {
    SpaceHeatMap(
      pairs(count), names: (0..<count).map { "\(name) \($0)" }, measure: .mutualNeighbors, k: 10)
  }

  @Test("a surface has a picture at fixed k and one at fixed shares") func surfacePlots() throws {
    let plots = SurfacePlot(OverlapSurfaceTextTests.surface(1000)).plots
    #expect(plots.count == 2)
    let (counts, shares) = (try #require(plots.first), try #require(plots.last))
    #expect(counts.script.contains("title 'k 10'"))
    #expect(shares.script.contains("title '5 %'"))
    #expect(counts.script.contains("set logscale x") && counts.script.contains("filledcurves"))
    #expect(shares.alternative.contains("of 1000 items"))
    // 1 % needs 100 items at least, of 50 items it is none: 1000, 500, 200 and 100.
    #expect(shares.alternative.contains("1 %: ") && shares.script.hasPrefix("$line0 << EOD\n100.0 "))
    #expect(SurfacePlot(OverlapSurfaceTextTests.surface(60)).plots.isEmpty)
  }

  @Test("a heat map of all pairs: numbers where there is room, undefined pairs without") func heatMaps()
    throws
  {
    #expect(Self.heatMap(2) == nil && Self.heatMap(65) == nil)
    let small = try #require(Self.heatMap(4)).plot
    #expect(small.script.components(separatedBy: "set label").count - 1 == 10)
    #expect(
      small.alternative.contains("mutual-knn 10") && small.alternative.contains("0.625 layer 2 with layer 3"))
    let large = try #require(Self.heatMap(64)).plot
    #expect(!large.script.contains("set label") && large.width < 1000)
    #expect(
      SpaceHeatMap(Self.pairs(4), names: ["a", "b", "c", "d"], measure: .mutualNeighbors, k: 5) == nil)
  }

  @Test("gnuplot draws them; the file of a surface stands for itself", .enabled(if: GnuplotTests.hasGnuplot))
  func drawn() async throws {
    let surface = OverlapSurfaceTextTests.surface(600)
    let hostile = "<b>\"'`$(x)\n \\"
    let pictures = try await ComparisonPictures(
      Self.pairs(5), names: (0..<5).map { hostile + "\($0)" }, surface: surface)
    #expect(pictures.hint == nil && pictures.figures.count == 3)
    for figure in pictures.figures { #expect(XMLParser(data: Data(figure.svg.utf8)).parse()) }
    let path = NSTemporaryDirectory() + "surface-\(UUID().uuidString).svg"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await ComparisonPictures.write(surface, to: path)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.hasPrefix("<svg xmlns=") && text.components(separatedBy: "<svg ").count == 4)
    #expect(XMLParser(data: Data(text.utf8)).parse())
  }
}
