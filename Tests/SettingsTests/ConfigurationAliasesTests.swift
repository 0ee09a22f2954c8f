import Testing

@testable import Settings

/// What a few lines of YAML stand for is counted before anything follows it.
@Suite struct ConfigurationAliasesTests {
  private static let levels: String = {
    let alias = { (name: Character) in Array(repeating: "*\(name)", count: 10).joined(separator: ",") }
    return zip("bcdefg", "abcdef").reduce("a: &a [x,x,x,x,x,x,x,x,x,x]\n") {
      $0 + "\($1.0): &\($1.0) [\(alias($1.1))]\n"
    }
  }()

  private func error(_ text: String) -> String? {
    do throws(ConfigurationError) {
      _ = try ConfigurationParser.tree(text, whole: .file("x.yaml"), directory: "/")
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    "h: *g\n", "? *g\n: 1\n", "h: {*g : 1}\n", "h: {*g:1}\n", "h: [{? [*g, *g] : 2}]\n",
    "h: {a: [*f],? *g:1}\n",
    "h: {*g:*g}\n", "\"quoted * star\": 1\nh: {*g:1}\n", "? {a: *g}\n: 1\n",
  ])
  func aliasesOfAliasesAreRefusedAtOnce(end: String) {
    let clock = ContinuousClock()
    var message: String?
    let time = clock.measure { message = error(Self.levels + end) }
    #expect(message?.contains("found more than 100000 values") == true, "\(message ?? "")")
    #expect(time < .seconds(1))
  }

  @Test func keysThatAreNoTextAreRefused() {
    #expect(error("a: &a [1, 2]\n? *a\n: 1\n") == "x.yaml:2:3: found a key that is no text; allowed: a name")
    #expect(error("a: &a [1, 2]\nb: {*a:1}\n") == "x.yaml:2:5: found a key that is no text; allowed: a name")
    #expect(error("? [1]\n: 1\n") == "x.yaml:1:3: found a key that is no text; allowed: a name")
  }

  @Test func deepAliasesAreRefused() {
    let text = (1..<900).reduce("a0: &a0 [x]\n") { $0 + "a\($1): &a\($1) [*a\($1 - 1)]\n" }
    #expect(error(text)?.contains("nested more than 64 deep") == true)
  }

  @Test func aTextOfManyAliasesIsRead() throws(ConfigurationError) {
    // 9,000 values: ten aliases of ten aliases of ten values would be 1,110 each.
    let text = "a: &a [1, 2, 3]\nb: [" + Array(repeating: "*a", count: 2000).joined(separator: ", ") + "]\n"
    let tree = try ConfigurationParser.tree(text, whole: .file("x.yaml"), directory: "/")
    guard case .mapping(let entries) = tree.content, case .list(let list) = entries[1].value.content else {
      Issue.record("no list")
      return
    }
    #expect(list.count == 2000)
    guard case .list(let numbers) = list[1999].content else {
      Issue.record("no list in the list")
      return
    }
    #expect(numbers.map(\.found) == ["the number 1", "the number 2", "the number 3"])
  }

  @Test func starsThatAreNoAliasesStayAsTheyAre() throws(ConfigurationError) {
    let tree = try ConfigurationParser.tree(
      "a: \"2 * 3 *b\"\nc: x*y\nd: |\n  *e\n# *f\n", whole: .file("x.yaml"), directory: "/")
    guard case .mapping(let entries) = tree.content else {
      Issue.record("no mapping")
      return
    }
    let texts = entries.map { entry -> String in
      if case .text(let text, _) = entry.value.content { text } else { "" }
    }
    #expect(texts == ["2 * 3 *b", "x*y", "*e\n"])
  }

  @Test func anAliasOfNothingKeepsItsError() {
    #expect(error("a: *b") == "x.yaml:1:4: not valid YAML: found undefined alias")
    #expect(error("a: &a [*a]") == "x.yaml:1:8: not valid YAML: found undefined alias")
    #expect(error("{*a : 1, *a : 2}")?.contains("duplicate key '*a'") == true)
  }
}
