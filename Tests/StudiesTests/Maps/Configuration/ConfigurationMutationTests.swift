import Foundation
import Testing

@testable import Dense

@Suite struct ConfigurationMutationTests {
  /// 10,000 texts that are nearly a configuration: each is a value or one line that names its place.
  @Test func randomMutationsAreAValueOrOneLine() throws {
    var stream = RandomStream(StreamKey(seed: 11).adding("mutations"))
    let pieces = [
      "", " ", "\n", "\t", ":", ": ", "- ", "[", "]", "{", "}", ",", "'", "\"", "#", "&a ", "*a", "!!str ",
      "|", ">", "?", "%",
      "\\", "~", "0", "-1", "1e999", ".nan", "99999999999999999999", "\u{0}", "\u{7F}", "\u{2028}", "😀",
      "\u{301}", "\r\n",
      "name", "---\n", "...\n", "<<", "null", "true", "\u{FEFF}",
    ]
    var values = 0
    for round in 0..<10_000 {
      var scalars = Array((round % 2 == 0 ? Examples.full : Examples.minimal).unicodeScalars)
      for _ in 0...stream.below(3) {
        let place = stream.below(scalars.count)
        switch stream.below(5) {
        case 0: scalars.remove(at: place)
        case 1: scalars.insert(contentsOf: pieces[stream.below(pieces.count)].unicodeScalars, at: place)
        case 2:
          scalars.replaceSubrange(place...place, with: pieces[stream.below(pieces.count)].unicodeScalars)
        case 3:
          let end = min(scalars.count, place + 1 + stream.below(30))
          scalars.insert(contentsOf: scalars[place..<end], at: stream.below(scalars.count))
        default:
          scalars.removeSubrange(
            place..<min(scalars.count - 1, place + stream.below(30) + 1).clamped(from: place))
        }
        if scalars.isEmpty { scalars = ["a"] }
      }
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars)
      do {
        let configuration = try Examples.parse(text)
        values += 1
        #expect(try Examples.parse(configuration.resolvedYAML) == configuration)
      } catch {
        let line = error.description
        #expect(line.hasPrefix("/study/x.yaml: ") || line.hasPrefix("/study/x.yaml:"), "\(line)")
        let isBroken = line.contains(where: \.isNewline)
        #expect(!isBroken && line.count < 1000, "\(line)")
        if case .position(_, let number, let column) = error.place {
          let breaks = text.unicodeScalars.count {
            ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains($0)
          }
          #expect(number >= 1 && column >= 1 && number <= breaks + 1, "\(line)")
        }
      }
    }
    // Mutations in comments, paths and names leave a value: the loop saw both outcomes.
    #expect(values > 500 && values < 9_500)
  }

  @Test func randomOverridesAreAValueOrOneLine() {
    var stream = RandomStream(StreamKey(seed: 12).adding("overrides"))
    let alphabet = Array("abcdegiklmnoprstuvxy.-=[]{}:,'\"&*! 0123456789\n\u{0}")
    let starts = ["seed=", "grid.dropout=", "losses=", "training.", "dataset.image.", ""]
    for _ in 0..<5_000 {
      var override = starts[stream.below(starts.count)]
      for _ in 0..<stream.below(12) { override.append(alphabet[stream.below(alphabet.count)]) }
      guard let line = Examples.error(Examples.minimal, override) else { continue }
      #expect(line.hasPrefix("--set '") || line.hasPrefix("x.yaml:"), "\(line)")
      let isBroken = line.contains(where: \.isNewline)
      #expect(!isBroken, "\(line)")
    }
  }
}

extension Int {
  /// This end of a range that starts at `start`, not before it.
  fileprivate func clamped(from start: Int) -> Int { Swift.max(self, start) }
}
