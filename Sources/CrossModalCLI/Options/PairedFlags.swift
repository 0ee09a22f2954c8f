import ArgumentParser

/// Whether an item counts as its own neighbor.
enum SelfCounting: EnumerableFlag {
  case includeSelf, excludeSelf

  static func help(for value: SelfCounting) -> ArgumentHelp? {
    switch value {
    case .includeSelf: "Count an item as its own neighbor, the first (the default)."
    case .excludeSelf: "Do not count an item as its own neighbor."
    }
  }
}

/// What happens to the letters of words.
enum LetterCase: EnumerableFlag {
  case lowerCase, keepCase

  static func help(for value: LetterCase) -> ArgumentHelp? {
    switch value {
    case .lowerCase: "Make words lower case (the default)."
    case .keepCase: "Leave words as they are written."
    }
  }
}
