import Testing

@testable import Settings

@Suite struct ConfigurationNestingTests {
  private func error(_ text: String) -> String? {
    do throws(ConfigurationError) {
      _ = try ConfigurationParser.tree(text, whole: .file("x.yaml"), directory: "/")
      return nil
    } catch {
      return error.description
    }
  }

  private func brackets(_ open: String, _ close: String, _ count: Int) -> String {
    "a: " + String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
  }

  @Test func sixtyThreeListsInAMappingAreReadAndNoMore() {
    #expect(error(brackets("[", "]", 62)) == nil)
    #expect(
      error(brackets("[", "]", 65))
        == "x.yaml:1:68: found lists or mappings nested more than 64 deep; allowed: at most 64")
    #expect(error(brackets("{a: ", "}", 900))?.contains("more than 64 deep") == true)
    #expect(
      error((0..<900).map { String(repeating: " ", count: $0) + "a:\n" }.joined())?.contains("64") == true)
    #expect(error(String(repeating: "- ", count: 900) + "x")?.contains("64") == true)
  }

  @Test func nestedKeysAreRefusedAtOnce() {
    let clock = ContinuousClock()
    let list = "[" + Array(repeating: "x", count: 50_000).joined(separator: ",") + "]"
    for text in [
      String(repeating: "? ", count: 900) + list, String(repeating: "{", count: 900) + list,
      String(repeating: "{? ", count: 900) + list,
    ] {
      var message: String?
      let time = clock.measure { message = error(text) }
      #expect(message?.hasPrefix("x.yaml:1:") == true && time < .seconds(1), "\(message ?? "") \(time)")
    }
  }

  @Test func questionsInTextsAreRead() {
    #expect(error("a: why ? because\nb: \"? ? ?\"\n") == nil)
  }

  @Test func longPathsOfOverridesAreRefusedAtOnce() {
    for count in [65, 1000, 100_000] {
      let path = Array(repeating: "a", count: count).joined(separator: ".")
      let clock = ContinuousClock()
      var message: String?
      let time = clock.measure {
        do throws(ConfigurationError) {
          _ = try ConfigurationOverride(path + "=1", directory: "/")
        } catch {
          message = error.description
        }
      }
      #expect(
        message?.hasSuffix("found a path of \(count) keys; allowed: at most 64, as in training.max-epochs=20")
          == true)
      #expect((message?.count ?? 1000) < 200 && time < .seconds(1))
    }
  }
}
