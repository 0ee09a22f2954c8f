import Foundation
import Testing

@testable import Studies

@Suite struct FitIdentifierTests {
  @Test func theTextNamesTheFit() {
    #expect(FitIdentifier.search(cell: 12, setting: 3, fold: 0).description == "c12/s3/f0")
    #expect(FitIdentifier.final(cell: 12, repetition: 4).description == "c12/final/f4")
    #expect(FitIdentifier("c12/s3/f0") == .search(cell: 12, setting: 3, fold: 0))
    #expect(FitIdentifier("c12/final/f4") == .final(cell: 12, repetition: 4))
  }

  @Test(arguments: [
    "", "c1", "c1/s1", "c1/s1/f1/", "c1/s1/f1/f1", "c01/s1/f1", "c+1/s1/f1", "c-1/s1/f1", "c1/s1/f",
    "c1/S1/f1", "c1//f1",
    "c1/final/s1", " c1/s1/f1", "c1/s1/f1\n", "c99999999999999999999/s1/f1", "c1/finals/f1", "c١/s1/f1",
  ])
  func anyOtherTextIsRefused(text: String) {
    #expect(FitIdentifier(text) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([FitIdentifier].self, from: JSONEncoder().encode([text]))
    }
  }

  @Test func theCodedFormIsTheText() throws {
    let fits = [FitIdentifier.search(cell: 0, setting: 914, fold: 4), .final(cell: 7, repetition: 0)]
    let data = try JSONEncoder().encode(fits.map(\.description))
    #expect(try JSONDecoder().decode([FitIdentifier].self, from: data) == fits)
    #expect(
      try JSONDecoder().decode([String].self, from: JSONEncoder().encode(fits)) == fits.map(\.description))
  }

  @Test func searchFitsComeFirst() {
    #expect(FitIdentifier.search(cell: 9, setting: 9, fold: 9) < .final(cell: 0, repetition: 0))
    #expect(FitIdentifier.search(cell: 2, setting: 9, fold: 9) < .search(cell: 10, setting: 0, fold: 0))
  }
}
