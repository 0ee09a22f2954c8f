import Foundation
import Testing

@testable import CrossModal

@Suite struct StudentDistributionTests {
  @Test("closed forms with one and two degrees of freedom", arguments: [0, 1e-3, 0.5, 1, 2.5, 40, 1e4])
  func closedForms(t: Double) {
    let one = 1 - 2 / Double.pi * atan(t)
    let two = 1 - t / (2 + t * t).squareRoot()
    for sign in [1.0, -1] {
      #expect(abs(StudentDistribution.twoSided(sign * t, degreesOfFreedom: 1) - one) < 1e-12)
      #expect(abs(StudentDistribution.twoSided(sign * t, degreesOfFreedom: 2) - two) < 1e-12)
    }
  }

  @Test func ends() {
    #expect(StudentDistribution.twoSided(0, degreesOfFreedom: 4) == 1)
    #expect(StudentDistribution.twoSided(.infinity, degreesOfFreedom: 4) == 0)
    #expect(StudentDistribution.twoSided(.nan, degreesOfFreedom: 4).isNaN)
  }

  @Test func manyDegreesAreTheNormalDistribution() {
    #expect(abs(StudentDistribution.twoSided(1.959963984540054, degreesOfFreedom: 1e7) - 0.05) < 1e-7)
  }
}
