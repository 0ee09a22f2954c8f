import Foundation
import Testing

@testable import CrossModal

@Suite struct CellTests {
  private let cell = Cell(
    dataset: "iaprtc12", first: "vgg128", second: "bigru", direction: .firstToSecond, loss: .mse, model: .nn)

  @Test func theIdentifierNamesAllParts() {
    #expect(cell.id == "iaprtc12/vgg128/bigru/image-to-text/mse/nn")
    #expect("\(cell)" == cell.id)
  }

  @Test func theDirectionDecidesWhichSideIsTheInput() {
    #expect(cell.input == "vgg128")
    #expect(cell.target == "bigru")
    var other = cell
    other.direction = .secondToFirst
    #expect(other.input == "bigru")
    #expect(other.target == "vgg128")
  }

  @Test func everyCellHasItsOwnIdentifierAndReadsBack() throws {
    var cells = [Cell]()
    for direction in Direction.allCases {
      for loss in LossName.allCases {
        for model in ModelFamily.allCases {
          cells.append(
            Cell(dataset: "wiki", first: "a", second: "b", direction: direction, loss: loss, model: model))
        }
      }
    }
    #expect(
      cells.count >= 24 && Set(cells.map(\.id)).count == cells.count)
    #expect(try JSONDecoder().decode([Cell].self, from: JSONEncoder().encode(cells)) == cells)
  }
}
