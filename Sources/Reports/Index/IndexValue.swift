import Foundation
import GRDB

/// A value of an answer of the index, as SQLite knows it.
package enum IndexValue: Equatable, Sendable {
  case null
  case whole(Int64)
  case number(Double)
  case text(String)

  init(_ value: DatabaseValue) {
    self =
      switch value.storage {
      case .null: .null
      case .int64(let number): .whole(number)
      case .double(let number): .number(number)
      case .string(let text): .text(text)
      case .blob(let data): .text(data.base64EncodedString())
      }
  }

  /// As text; nil for NULL.
  package var text: String? {
    switch self {
    case .null: nil
    case .whole(let number): "\(number)"
    case .number(let number): "\(number)"
    case .text(let text): text
    }
  }
}

extension IndexValue: Encodable {
  /// A JSON value; infinities, which JSON does not have and SQLite does, are texts, as in other documents.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .whole(let number): try container.encode(number)
    case .number(let number) where number.isFinite: try container.encode(number)
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode("\(number)")
    case .null: try container.encodeNil()
    }
  }
}
