/// "Did you mean": the allowed word that is nearest to a misspelt one.
package enum Suggestion {
  /// The allowed word at the smallest edit distance from `word`, if that is at most two edits or a third of the word;
  /// ties go to the word that comes first. Case, `-` and `_` do not count.
  package static func closest(to word: String, among allowed: [String]) -> String? {
    let wanted = simplified(word)
    guard wanted.count <= 64 else { return nil }
    var best: (distance: Int, word: String)?
    for candidate in allowed {
      let distance = distance(wanted, simplified(candidate))
      let limit = max(min(2, candidate.count / 2), wanted.count / 3)
      if distance <= limit && distance < best?.distance ?? Int.max { best = (distance, candidate) }
    }
    return best?.word
  }

  /// ` (did you mean 'x'?)`, or nothing if no allowed word is near.
  package static func hint(_ word: String, among allowed: [String]) -> String {
    closest(to: word, among: allowed).map { " (did you mean '\($0)'?)" } ?? ""
  }

  private static func simplified(_ word: String) -> [Character] {
    Array(word.lowercased().filter { $0 != "_" && $0 != "-" })
  }

  /// Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbors; O(n m).
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    guard !left.isEmpty else { return right.count }
    guard !right.isEmpty else { return left.count }
    var beforeLast = [Int]()
    var last = Array(0...right.count)
    for i in 1...left.count {
      var row = [i]
      for j in 1...right.count {
        let replacement = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
        var cost = min(replacement, last[j] + 1, row[j - 1] + 1)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          cost = min(cost, beforeLast[j - 2] + 1)
        }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[right.count]
  }
}
