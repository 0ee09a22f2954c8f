import Testing

@testable import CrossModalCLI

/// Durations as people write them.
@Suite struct TimeSpanTests {
  @Test(arguments: [
    ("90s", 90.0), ("15m", 900), ("3h", 10800), ("1h30m", 5400), ("2d", 172_800), ("1d2h3m4s", 93_784),
    ("0.5s", 0.5),
    ("600", 600), ("1.5h", 5400), ("0.000001s", 1e-6),
  ])
  func read(_ text: String, _ seconds: Double) {
    #expect(TimeSpan(argument: text)?.seconds == seconds)
  }

  @Test(arguments: [
    "", "s", "h", "0", "0s", "-1s", "-3", "30m1h", "1h1h", "3x", "1h30", "inf", "nan", "1e9d", "infs", "1 h",
  ])
  func refused(_ text: String) {
    #expect(TimeSpan(argument: text) == nil)
  }

  @Test func aDefaultIsShownAsItWouldBeGiven() {
    #expect(TimeSpan(seconds: 600).defaultValueDescription == "10m")
    #expect(TimeSpan(seconds: 5).defaultValueDescription == "5s")
    #expect(TimeSpan(seconds: 0.5).defaultValueDescription == "0.5s")
    for text in ["10m", "5s", "2h"] { #expect(TimeSpan(argument: text)?.defaultValueDescription == text) }
  }
}
