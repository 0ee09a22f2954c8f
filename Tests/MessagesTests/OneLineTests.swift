import Testing

@testable import Messages

@Suite struct OneLineTests {
  @Test(arguments: [
    ("a\nb", "a\\nb"), ("a\r\nb\tc", "a\\r\\nb\\tc"), ("\u{1B}[31mred", "\\u{1B}[31mred"),
    ("\u{9B}31m", "\\u{9B}31m"), ("\u{7F}", "\\u{7F}"), ("\u{85}", "\\u{85}"),
    ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"), ("\u{FEFF}a", "\\u{FEFF}a"),
    // What turns text.
    ("\u{202E}gnp", "\\u{202E}gnp"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
    ("\u{200E}\u{200F}\u{61C}", "\\u{200E}\\u{200F}\\u{61C}"),
    // What is not seen.
    ("a\u{200B}b", "a\\u{200B}b"), ("a\u{2060}\u{AD}\u{180E}", "a\\u{2060}\\u{AD}\\u{180E}"),
    ("pay\u{200D}pal", "pay\\u{200D}pal"), ("\u{200D}", "\\u{200D}"), ("a\u{FE0F}", "a\\u{FE0F}"),
    ("a\u{E0041}\u{E0042}", "a\\u{E0041}\\u{E0042}"), ("👍\u{E0041}", "👍\\u{E0041}"),
    ("👍\u{FE0F}\u{FE0E}", "👍\u{FE0F}\\u{FE0E}"), ("\u{FFF9}\u{3164}", "\\u{FFF9}\\u{3164}"),
  ])
  func whatActsOrHidesBecomesAnEscape(text: String, shown: String) {
    #expect(text.escapingControlCharacters == shown)
    #expect(shown.escapingControlCharacters == shown)
  }

  @Test(arguments: [
    "", "plain", "café naïve Ελληνικά русский עברית عربى 日本語", "a\\nb", "e\u{301}", "👩🏽‍🚀", "👨‍👩‍👧", "❤️‍🔥", "1️⃣", "#️⃣",
    "☎︎",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿 England", "می\u{200C}خواهم", "क\u{94D}\u{200D}ष", "葛\u{E0100}",
  ])
  func writingStaysAsItIs(text: String) {
    #expect(Array(text.escapingControlCharacters.unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test func nothingHiddenIsLeftOfAnyScalarAlone() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = "x\(scalar)y".escapingControlCharacters
      if scalar.isHidden {
        #expect(shown.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F }, "U+\(value)")
      } else {
        #expect(shown.unicodeScalars.count == 3, "U+\(value)")
      }
    }
  }

  @Test func linesKeepTheirEnds() {
    #expect("a\r\n\u{1B}b\n\nc\n".escapingLines == "a\\r\n\\u{1B}b\n\nc\n")
    #expect("".escapingLines == "" && "\n".escapingLines == "\n")
  }

  @Test func quotedTextIsShort() {
    #expect("abc".quotedForMessage == "'abc'")
    #expect(String(repeating: "a", count: 61).quotedForMessage == "'\(String(repeating: "a", count: 60))…'")
    let marks = "a" + String(repeating: "\u{301}", count: 100_000)
    #expect(marks.quotedForMessage.unicodeScalars.count <= 243)
  }
}
