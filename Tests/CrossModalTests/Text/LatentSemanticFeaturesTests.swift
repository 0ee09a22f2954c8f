import Foundation
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct LatentSemanticFeaturesTests {
  @Test func innerProductsAreThoseOfTheWeightedTexts() throws {
    // With as many dimensions as texts nothing is lost: U S (U S)ᵀ = A Aᵀ.
    let texts = ["red apple", "green apple apple", "red car", ""]
    let lsa = try #require(try LatentSemanticFeatures(texts, dimensions: 4))
    #expect(lsa.terms == 4 && lsa.emptyTexts == 1)
    let gram = product(lsa.features.view, lsa.features.view, transposingSecond: true)
    // Weights: ln(5 / (1 + df)) + 1 for 4 texts.
    let (two, one) = (log(5.0 / 3) + 1, log(5.0 / 2) + 1)
    let first = [two, two]
    let norm0 = (first[0] * first[0] + first[1] * first[1]).squareRoot()
    let norm1 = (one * one + 4 * two * two).squareRoot()
    #expect(abs(Double(gram[0, 1]) - two * 2 * two / (norm0 * norm1)) < 1e-5)
    #expect(abs(Double(gram[0, 2]) - two * two / (norm0 * (two * two + one * one).squareRoot())) < 1e-5)
    #expect(abs(Double(gram[0, 0]) - 1) < 1e-5 && abs(gram[3, 3]) < 1e-5 && abs(gram[1, 2]) < 1e-5)
  }

  @Test func textsWithoutAPartInTheDimensionsAreZeros() throws {
    // The first dimensions belong to the words that many texts share; the last texts have words of their own.
    let common = (0..<40).map { "red apple pie \(["old", "new", "cold", "hot"][$0 % 4])" }
    let own = (0..<12).map { "alone\($0) single\($0)" }
    let texts = common + own + ["", "?!"]
    let lsa = try #require(try LatentSemanticFeatures(texts, dimensions: 4))
    let isZero = lsa.features.rowNorms.map { $0 == 0 }
    #expect(isZero == texts.indices.map { $0 >= common.count })
    #expect(lsa.emptyTexts == 2 && lsa.zeroTexts == own.count + 2)
    // Nothing is lost where they have a part.
    let whole = try #require(try LatentSemanticFeatures(texts, dimensions: 20))
    #expect(whole.zeroTexts == 2)
  }

  @Test func tooFewTextsOrTerms() throws {
    #expect(try LatentSemanticFeatures(["a b", "c"], dimensions: 3) == nil)
    #expect(try LatentSemanticFeatures(["a", "a", "a"], dimensions: 2) == nil)
  }
}
