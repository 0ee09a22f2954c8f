import Testing

/// What a shell completes from a study.
@Suite struct StudyCompletionTests {
  private func completed(_ study: String) async throws -> Program.Result {
    try await Program.run([
      "---completion", "export", "--", "--cell", "4", "0", "crossmodal", "export", study, "--cell", "",
    ])
  }

  @Test func cellsOfTheStudyThatIsNamed() async throws {
    let small = try SmallStudy(learningRates: "[0.01]")
    _ = try await small.run("study", workers: 1, ["--time-limit", "0.001s"])
    let result = try await completed(small.study("study"))
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains(SmallStudy.fit("image-to-text/mse/lin")))
    #expect(result.output.split(separator: "\n").count == 8)
    #expect(try await completed(small.directory).output == "\n")
  }
}
