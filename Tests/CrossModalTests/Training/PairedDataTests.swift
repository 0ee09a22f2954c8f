import Dense
import Testing

@testable import CrossModal

@Suite struct PairedDataTests {
  private let rows = Matrix<Float>(rows: 4, columns: 2) { Float($0 + $1) }

  private func shares(_ labels: [[String]]?, _ groups: [Int]?) -> [Bool]? {
    let data = PairedData(inputs: rows, targets: rows, labels: labels.map(LabelSets.init), groups: groups)
    return data.sharesLabel.map { shares in [(0, 1), (0, 2), (0, 3), (2, 3)].map { shares($0, $1) } }
  }

  @Test func itemsBelongTogetherByLabelOrGroup() {
    let labels = [["a"], ["b"], ["a"], ["c"]]
    #expect(shares(nil, nil) == nil)
    #expect(shares(labels, nil) == [false, true, false, false])
    #expect(shares(nil, [1, 1, 2, 2]) == [true, false, false, true])
    #expect(shares(labels, [1, 1, 2, 2]) == [true, true, false, true])
  }
}
