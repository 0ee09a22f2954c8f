/// Numbers with brackets, units or marks of thousands around or in them, which are text to a reader and were meant as
/// numbers: `[0.5`, `12%`, `1,234.5`, `1.234,5`.
enum DecoratedNumber {
  private static let decoration: Set<Character> = [
    "[", "]", "(", ")", "{", "}", "%", "$", "€", "£", ";", ",", "'", "−", " ", "\u{a0}", "\u{202f}",
  ]

  /// What is wrong with a column of such cells, of which one is given.
  /// - Parameters:
  ///   - column: counted from 0.
  ///   - name: the column's name, as it is to be shown.
  static func complaint(_ cell: String, column: Int, name: String = "") -> String {
    "column \(column + 1)\(name) holds numbers with other characters, as \(DataFileError.quoted(cell)); "
      + "numbers are needed without brackets, units and marks of thousands"
  }

  /// The first of them, where nearly all texts are such or numbers, and some are such; else nil.
  static func found(in texts: [String]) -> String? {
    var (decorated, other, first) = (0, 0, String?.none)
    for text in texts {
      // Blanks at the ends decorate nothing: a list of labels may end with one.
      let text = String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
      if Double(text) != nil { continue }
      if isDecorated(text) {
        decorated += 1
        first = first ?? text
      } else {
        other += 1
      }
    }
    return other * 10 <= texts.count && decorated > 0 ? first : nil
  }

  private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }

  private static func isDecorated(_ text: String) -> Bool {
    let trimmed = text.drop { decoration.contains($0) }.reversed().drop { decoration.contains($0) }.reversed()
    let core = String(trimmed)
    if core.count < text.count, Double(core) != nil { return true }
    // Fortran's exponents of double precision.
    if text.contains(where: { "dD".contains($0) }),
      Double(text.replacing("D", with: "E").replacing("d", with: "e")) != nil
    {
      return true
    }
    // As in English, in Switzerland and in German; where points are the marks, only before a comma: 10.100.200 is a name.
    return isGrouped(text, by: ",", point: ".") || isGrouped(text, by: "'", point: ".")
      || text.contains(",") && isGrouped(text, by: ".", point: ",")
  }

  // Groups of three digits after a first one of one to three.
  private static func isGrouped(_ text: String, by mark: Character, point: Character) -> Bool {
    let parts = text.split(separator: point, omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first else { return false }
    let groups = whole.drop { $0 == "-" || $0 == "+" }.split(
      separator: mark, omittingEmptySubsequences: false)
    return groups.count > 1 && groups.allSatisfy { $0.allSatisfy(\.isNumber) }
      && (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
      && (parts.count == 1 || parts[1].allSatisfy(\.isNumber))
  }
}
