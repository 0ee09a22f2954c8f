import Testing

@testable import CrossModalCLI

/// What is marked in text for people.
@Suite struct TerminalColorsTests {
  @Test func remarksAndNothingElse() {
    let text = "cell\n    ! epoch 60 is the last\n  what! a ! here\n!\n! first\n"
    #expect(
      TerminalColors.markingRemarks(text)
        == "cell\n    \u{1B}[33m!\u{1B}[0m epoch 60 is the last\n  what! a ! here\n!\n\u{1B}[33m!\u{1B}[0m first\n"
    )
  }

  @Test func theNameOfTheProgramOfAnError() {
    #expect(TerminalColors.markingError("crossmodal: no") == "\u{1B}[31mcrossmodal:\u{1B}[0m no")
    #expect(TerminalColors.markingError("no crossmodal: here") == "no crossmodal: here")
  }
}
