import Testing

@Suite struct BrokenYAMLTests {
  @Test(arguments: [
    (
      "a: [1, 2",
      "x.yaml:1:9: not valid YAML: did not find expected ',' or ']' (while parsing a flow sequence, line 1)"
    ),
    (
      "a: 1\n\tb: 2",
      "x.yaml:2:1: not valid YAML: found a tab character that violates indentation (while scanning a plain scalar, line 1)"
    ),
    ("a: *b", "x.yaml:1:4: not valid YAML: found undefined alias"),
    ("a: 1\n---\nb: 2", "x.yaml:2:1: not valid YAML: but found another document"),
    ("a: 1\nb: \u{1}", "x.yaml:2:4: not valid YAML: control characters are not allowed (U+1)"),
    ("", "x.yaml: is empty; allowed: a configuration with version, name and dataset"),
    ("# nothing\n", "x.yaml: is empty; allowed: a configuration with version, name and dataset"),
    (
      "- 1",
      "x.yaml:1:1: configuration: found a list; allowed: a mapping with the keys version, kind, name, seed, dataset, protocol, directions, models, losses, grid, search, training, measures, select-by, cluster"
    ),
  ])
  func brokenYAMLIsOneLineWithItsPlace(text: String, line: String) {
    #expect(Examples.error(text) == line)
  }

  @Test func aliasesCannotMultiplyWithoutEnd() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<9 {
      let alias = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(alias)]\n"
    }
    #expect(Examples.error(text)?.contains("found more than 100000 values") == true)
  }

  @Test func deepNestingIsAnErrorAndNoCrash() {
    #expect(Examples.error("a: " + String(repeating: "[", count: 100_000))?.hasPrefix("x.yaml:1:") == true)
    #expect(Examples.error(String(repeating: "- ", count: 100_000))?.hasPrefix("x.yaml:1:") == true)
  }
}
