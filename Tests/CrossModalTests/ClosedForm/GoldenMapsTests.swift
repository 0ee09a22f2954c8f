import CrossModal
import Dense
import Foundation
import TestSupport
import Testing
import VectorFiles

/// The golden values of the maps on public sets, where both are next to the package.
@Suite struct GoldenMapsTests {
  private struct GoldenSet: Decodable {
    struct Direction: Decodable {
      struct Errors: Decodable {
        var folds: Double
        var leave_one_out: Double
      }
      var ridge: [String: Errors]
    }
    struct Maps: Decodable {
      var forward: Direction
      var backward: Direction
      var residual: Double
      enum CodingKeys: String, CodingKey {
        case forward = "a-to-b", backward = "b-to-a", residual = "procrustes-residual"
      }
    }
    var files: [String]
    var maps: Maps
  }

  private static let goldenFile = RealData.directory + "/../golden/compare.json"

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: goldenFile)),
    arguments: ["things", "mcrae", "stamps"])
  func goldenValues(name: String) throws {
    let data = try Data(contentsOf: URL(filePath: Self.goldenFile))
    let golden = try #require(try JSONDecoder().decode([String: GoldenSet].self, from: data)[name])
    guard golden.files.allSatisfy(RealData.has) else { return }
    let sets = try golden.files.map {
      try NPYFile.read(RealData.directory + "/" + $0).matrix(of: Double.self)
    }
    for (x, y, direction) in [
      (sets[0], sets[1], golden.maps.forward), (sets[1], sets[0], golden.maps.backward),
    ] {
      let penalties = direction.ridge.keys.compactMap { Double($0) }.sorted()
      #expect(penalties.count == 6)
      let errors = try RidgePath(x: x, y: y).leaveOneOut(penalties: penalties)
      let folds = try RidgeFolds(x: x, y: y, heldOut: consecutiveFolds(x.rows, 5))
        .meanErrors(penalties: penalties)
      for (place, penalty) in penalties.enumerated() {
        let key = try #require(direction.ridge.keys.first { Double($0) == penalty })
        let expected = try #require(direction.ridge[key])
        let own = errors.numbers(ofRow: place).reduce(0, +) / Double(y.columns)
        #expect(abs(own - expected.leave_one_out) < 1e-9, "\(name) \(penalty)")
        #expect(abs(folds[place] - expected.folds) < 1e-9, "\(name) \(penalty)")
      }
    }
    #expect(abs(try ProcrustesMap(x: sets[0], y: sets[1]).residual - golden.maps.residual) < 1e-9)
  }

  /// Ridge 1,000 on rows 1-1,472, measured on the other 490: f(X) keeps the neighbors of X, not those of Y.
  @Test(.enabled(if: RealData.has("iaprtc12/TS_vis_vgg128.csv")))
  func neighborsOfASolvedMap() throws {
    let files = ["TS_vis_vgg128.csv", "TS_lang_biGRU.csv"]
    let sets = try files.map { try FeatureTable.read(RealData.directory + "/iaprtc12/" + $0).features }
    let search = NeighborSearch(k: 10, metric: .cosine, includesSelf: false)
    for (x, y, expected) in [(sets[0], sets[1], (0.3996, 0.1592)), (sets[1], sets[0], (0.4663, 0.1659))] {
      #expect(x.rows == 1962)
      let solver = try ClosedFormSolver(
        .ridge, x: x.view, y: y.view, rows: (0..<1472).map(Int32.init), stream: StreamKey(seed: 1))
      let images = try solver.solve(penalty: 1000, rank: nil).map.network(x.rows(1472..<1962))
      let mapped = search.neighbors(of: images)
      let overlaps = [x, y].map { set in
        let table = search.neighbors(of: set.rows(1472..<1962))
        let shared = (0..<490).reduce(0) { $0 + Set(table[$1]).intersection(mapped[$1]).count }
        return Double(shared) / 4900
      }
      #expect(abs(overlaps[0] - expected.0) < 1e-4 && abs(overlaps[1] - expected.1) < 1e-4)
    }
  }
}
