import CrossModal
import Dense
import Testing

@testable import Reports

@Suite struct OverlapSurfaceTextTests {
  /// A surface of two views of normal rows, or of unrelated rows.
  static func surface(_ items: Int, related: Bool = true, counts: [Int] = [1, 5, 10, 50]) -> OverlapSurface {
    func rows(_ seed: UInt64) -> [[Float]] {
      var stream = RandomStream(StreamKey(seed: seed))
      return (0..<items).map { _ in (0..<4).map { _ in Float(stream.normal()) } }
    }
    let (latent, one, two) = (rows(1), rows(2), rows(3))
    func view(_ own: [[Float]]) -> MeasuredRows {
      let weight: Float = related ? 1 : 0
      return MeasuredRows(
        Matrix<Float>(rows: items, columns: 4) { weight * latent[$0][$1] + 0.5 * own[$0][$1] }.view)
    }
    return OverlapSurface(
      first: view(one), second: view(two), metric: .euclidean, counts: counts, draws: 20,
      key: StreamKey(seed: 1))
  }

  @Test("a row for every number of items, half intervals below, at most 80 columns") func table() {
    let text = OverlapSurfaceText(Self.surface(1000)).table
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(
      lines[0].split(separator: " ").map(String.init)
        == ["items", "k=1", "k=5", "k=10", "k=50", "1%", "2%", "5%", "10%"])
    let sizes = lines.filter { $0.first?.isNumber == true }.compactMap { $0.split(separator: " ").first }
    #expect(sizes == ["1000", "500", "200", "100", "50"])
    #expect(lines.count == 11 && lines[2].contains("±0.0"))
    // 5 % of 50 items are 3 neighbors, which is no 5 %.
    #expect(lines[9].contains("*"))
  }

  @Test("many columns are cut into tables of at most 80 columns") func wide() {
    let text = OverlapSurfaceText(Self.surface(200, counts: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).table
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(text.split(separator: "\n").count { $0.hasPrefix("items") } == 2)
  }

  @Test("sentences say what holds at a fixed share and at fixed k") func sentences() {
    let related = OverlapSurfaceText(Self.surface(1000)).sentences
    #expect(related.count == 3)
    #expect(
      related[0].hasPrefix("At k = 5 % of the items the overlap is flat, whatever the number of items: "))
    #expect(
      related[1].hasPrefix("At k = 10 it falls: ") && related[1].contains("of 100 items (chance 10.1 %)"))
    #expect(related[2].contains("20 to 40 random subsets") || related[2].contains("20 random subsets"))
    let unrelated = OverlapSurfaceText(Self.surface(1000, related: false)).sentences
    #expect(unrelated[0].contains("chance") || unrelated[0].contains("too few to tell"))
    let few = OverlapSurfaceText(Self.surface(60)).sentences
    #expect(few[0].contains("60 items are too few"))
  }
}
