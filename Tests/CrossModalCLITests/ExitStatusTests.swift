import Testing

/// What is said of a command line that cannot be read.
@Suite struct ExitStatusTests {
  @Test(arguments: [
    (["run", "x.yaml", "--stale-after", "nan"], "'nan' is invalid for '--stale-after", "such as 10m"),
    (
      ["run", "x.yaml", "--time-limit", "1e300d"], "'1e300d' is invalid for '--time-limit",
      "such as 90s, 15m, 3h or 1h30m"
    ),
    (["run", "x.yaml", "-j", "many"], "'many' is invalid for '-j", "Worker processes"),
    (["run", "x.yaml", "--time-limit", "-5s"], "is not '-5s': Stop after", "such as 90s"),
    (["run", "x.yaml", "--time-limit"], "Missing value for '--time-limit", "such as 90s"),
  ])
  func aWrongValueIsNextToWhatIsAllowed(_ arguments: [String], _ found: String, _ allowed: String)
    async throws
  {
    let result = try await Program.run(arguments)
    #expect(result.code == 64 && result.errorLines.count == 1 && result.output.isEmpty, "\(result.errors)")
    #expect(result.errors.contains(found) && result.errors.contains(allowed), "\(result.errors)")
    #expect(result.errors.contains("(see crossmodal run --help)"), "\(result.errors)")
  }
}
