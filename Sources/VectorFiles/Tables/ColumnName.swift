/// What the name of a column, or a cell where a number belongs, says by itself.
enum ColumnName {
  /// Names that call a column the names of the rows when they are alone.
  private static let ids: Set<String> = [
    "#", "code", "concept", "file", "filename", "guid", "id", "ids", "idx", "image", "img", "index", "item",
    "items",
    "key", "name", "names", "no", "nr", "path", "photo", "rowname", "rownames", "sample", "sentence", "stim",
    "stimuli",
    "stimulus",
    "subject", "token", "trial", "uid", "unnamed", "url", "uuid", "video", "vocab", "word", "words",
  ]

  /// Words that make a name of several words one of the names of the rows: `image_id`, `row names`.
  private static let idParts: Set<String> = [
    "filename", "guid", "id", "ids", "idx", "index", "rowname", "rownames", "uid", "uuid",
  ]

  /// Words that do so at the end: `photo_nr`, `row names`.
  private static let idEnds: Set<String> = ["code", "key", "name", "names", "no", "nr", "num", "number"]

  /// What is before `id` in one word: `imgid`. Other words only end like that: `grid`.
  private static let idStems: Set<String> = [
    "caption", "capt", "clip", "coco", "concept", "doc", "file", "image", "img", "item", "pair", "photo",
    "row",
    "sample", "sent", "sentence", "stim", "stimulus", "sub", "subj", "subject", "trial", "user", "video",
    "word",
  ]

  private static let labels: Set<String> = [
    "categories", "category", "class", "classes", "classid", "cls", "label", "labels", "labelid", "species",
    "target",
    "targets",
  ]

  private static let labelParts: Set<String> = ["category", "class", "label", "labels"]

  private static let missing: Set<String> = [
    "", "na", "n/a", "#n/a", "<na>", "nan", "null", "nil", "none", "-", "--", ".", "?", "missing", "#value!",
    "#div/0!",
  ]

  /// Whether a column of this name names the rows: `id`, `image_id`, `Unnamed: 0`, and the empty name of an index.
  static func isId(_ name: String) -> Bool {
    let parts = parts(name)
    guard let first = parts.first else { return isEmpty(name) }
    if parts.count == 1 {
      return ids.contains(first) || first.hasSuffix("id") && idStems.contains(String(first.dropLast(2)))
    }
    return first == "unnamed" || !isLabel(name) && parts.contains(where: idParts.contains)
      || parts.last.map(idEnds.contains) == true && !isLabel(name)
  }

  /// Whether a column of this name holds class labels: `label`, `class_id`.
  static func isLabel(_ name: String) -> Bool {
    let parts = parts(name)
    return parts.count == 1 ? labels.contains(parts[0]) : parts.contains(where: labelParts.contains)
  }

  /// Whether a name is empty, as that of an index is.
  static func isEmpty(_ name: String) -> Bool { name.allSatisfy(\.isWhitespace) }

  /// Whether a cell stands for a value that is missing: empty, `NA`, `NaN`, `null`, …
  static func isMissing(_ cell: String) -> Bool {
    missing.contains(cell.lowercased().filter { !$0.isWhitespace })
  }

  // `image_id`, `imageId` and `Image ID` are image and id.
  static func parts(_ name: String) -> [String] {
    if name == "#" { return ["#"] }
    var parts: [String] = []
    var current = ""
    var wasLowercase = false
    for character in name {
      if !character.isLetter && !character.isNumber || character.isUppercase && wasLowercase {
        if !current.isEmpty { parts.append(current) }
        current = ""
      }
      if character.isLetter || character.isNumber { current += character.lowercased() }
      wasLowercase = character.isLowercase
    }
    return current.isEmpty ? parts : parts + [current]
  }
}
