import Testing

@testable import CrossModal

@Suite struct SideNamesTests {
  private let sides = SideNames(first: "audio", second: "fmri")

  @Test func theUsualNamesAreTheRawValuesOfDirections() {
    for direction in Direction.allCases { #expect(SideNames.usual.name(of: direction) == direction.rawValue) }
  }

  @Test func directionsHaveTheNamesOfTheSides() {
    #expect(sides.name(of: .firstToSecond) == "audio-to-fmri")
    #expect(sides.name(of: .secondToFirst) == "fmri-to-audio")
    #expect(sides.ends(of: .secondToFirst) == ("fmri", "audio"))
  }

  @Test func aCellIsNamedByItsSides() {
    func cell(_ sides: SideNames, _ direction: Direction) -> Cell {
      Cell(
        dataset: "d", first: "a", second: "b", direction: direction, loss: .mse, model: .lin, sides: sides)
    }
    #expect(cell(sides, .firstToSecond).id == "d/a/b/audio-to-fmri/mse/lin")
    #expect(cell(sides, .secondToFirst).id == "d/a/b/fmri-to-audio/mse/lin")
    #expect(cell(.usual, .secondToFirst).id == "d/a/b/text-to-image/mse/lin")
    #expect(cell(sides, .firstToSecond) != cell(.usual, .firstToSecond))
  }
}
