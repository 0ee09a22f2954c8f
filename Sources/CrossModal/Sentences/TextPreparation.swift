import Foundation
import VectorFiles

/// What BERT's tokenizers do to a text before words are cut into pieces: cleaning, Chinese characters as words of their
/// own, accents taken off, lower case; then words at white space and at punctuation.
///
/// Source: the description of BERT's basic tokenization (Devlin et al. 2019), as the `tokenizers` library carries it out,
/// whose tables of punctuation, format characters and marks are those of Unicode 8.
struct TextPreparation: Sendable {
  let lowercases: Bool
  let stripsAccents: Bool
  let separatesChinese: Bool

  /// The words of a text in order, each in UTF-8.
  func words(_ text: String) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    func end() {
      if !word.isEmpty { words.append(word) }
      word.removeAll(keepingCapacity: true)
    }
    for scalar in prepared(text) {
      if scalar.properties.isWhitespace {
        end()
      } else if Self.isPunctuation(scalar) {
        end()
        words.append(Array(String(scalar).utf8))
      } else {
        if scalar.isASCII { word.append(UInt8(scalar.value)) } else { word += String(scalar).utf8 }
      }
    }
    end()
    return words
  }

  private func prepared(_ text: String) -> [Unicode.Scalar] {
    var scalars: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars where !Self.isRemoved(scalar) {
      if separatesChinese, Self.isChinese(scalar) {
        scalars += [" ", scalar, " "]
      } else {
        scalars.append(scalar.properties.isWhitespace ? " " : scalar)
      }
    }
    guard lowercases || stripsAccents else { return scalars }
    if stripsAccents, scalars.contains(where: { !$0.isASCII }) {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      scalars = String(view).decomposedStringWithCanonicalMapping.unicodeScalars.filter { !Self.isMark($0) }
    }
    guard lowercases else { return scalars }
    return scalars.flatMap { scalar in
      scalar.isASCII
        ? [scalar.properties.isUppercase ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar]
        : Array(scalar.properties.lowercaseMapping.unicodeScalars)
    }
  }

  // Control, format and private characters, and the replacement character.
  private static func isRemoved(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar.value < 0x20 && scalar != "\t" && scalar != "\n" && scalar != "\r" || scalar.value == 0x7F
    }
    switch scalar.properties.generalCategory {
    case .control, .privateUse, .surrogate: return true
    case .format: return isOld(scalar)
    default: return scalar.value == 0xFFFD
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Marks since, and no longer.
    case 0x1885, 0x1886, 0xA9BD, 0x111C9: false
    case 0x1734, 0x1171E: true
    default: scalar.properties.generalCategory == .nonspacingMark && isOld(scalar)
    }
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return switch scalar.value {
      case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
      default: false
      }
    }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return isOld(scalar)
    // Punctuation no longer.
    default: return scalar.value == 0x166D || scalar.value == 0x111C9
    }
  }

  // Whether the character was in Unicode 8.
  private static func isOld(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.age.map { $0.major <= 8 } ?? false
  }

  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F,
      0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
      true
    default: false
    }
  }
}
