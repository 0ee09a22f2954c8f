import Testing

@testable import CrossModal

@Suite struct ScoreIntervalTests {
  @Test("10 of 50: Wilson's interval of the textbooks") func wilson() {
    let interval = ScoreInterval.interval(0.2, variance: 0.2 * 0.8 / 50, degreesOfFreedom: .infinity)
    #expect(abs(interval.lowerBound - 0.11244) < 5e-6 && abs(interval.upperBound - 0.33037) < 5e-6)
  }

  @Test("ends are where the share is t standard errors away, by the trials that vary as much") func ends() {
    let (p, variance, degrees) = (0.1, 0.0004, 12.0)
    let interval = ScoreInterval.interval(p, variance: variance, degreesOfFreedom: degrees)
    let t = ScoreInterval.studentQuantile(degrees)
    for end in [interval.lowerBound, interval.upperBound] {
      let trials = p * (1 - p) / variance
      #expect(abs((p - end) * (p - end) - t * t * end * (1 - end) / trials) < 1e-12)
    }
    #expect(interval.upperBound - p > p - interval.lowerBound)
    let mirrored = ScoreInterval.interval(1 - p, variance: variance, degreesOfFreedom: degrees)
    #expect(abs(mirrored.lowerBound - (1 - interval.upperBound)) < 1e-12)
  }

  @Test("nothing varies, or nothing can") func points() {
    #expect(ScoreInterval.interval(0.3, variance: 0, degreesOfFreedom: 9) == 0.3...0.3)
    #expect(ScoreInterval.interval(1, variance: 0.1, degreesOfFreedom: 9) == 1...1)
    let wide = ScoreInterval.interval(0.5, variance: 10, degreesOfFreedom: 9)
    #expect(wide.lowerBound >= 0 && wide.upperBound <= 1)
  }

  @Test(
    "Student's quantiles of the tables",
    arguments: [(6.0, 2.4469), (10, 2.2281), (20, 2.0860), (120, 1.9799)])
  func student(degrees: Double, expected: Double) {
    #expect(abs(ScoreInterval.studentQuantile(degrees) - expected) < 2e-3)
    #expect(abs(ScoreInterval.studentQuantile(.infinity) - NormalInterval.quantile) < 1e-12)
  }
}
