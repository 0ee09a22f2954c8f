/// What one key of a JSON document, or one column of a table, holds: for documents that are written by a type of their
/// own, declared next to it.
package struct DocumentField: Sendable {
  /// What is behind the key.
  package indirect enum Shape: Sendable {
    /// One value.
    case value(QuantityKind)
    /// A list of values.
    case values(QuantityKind)
    /// An object with these keys.
    case object([DocumentField])
    /// A list of such objects.
    case objects([DocumentField])
  }

  /// The key or column.
  package let key: String
  /// What is behind it.
  package let shape: Shape
  /// What it is counted in.
  package let unit: QuantityUnit
  /// Whether it may be missing.
  package let isOptional: Bool
  /// What it means.
  package let definition: String

  /// A field.
  package init(
    _ key: String, _ shape: Shape, _ definition: String, unit: QuantityUnit = .none, isOptional: Bool = false
  ) {
    (self.key, self.shape, self.definition) = (key, shape, definition)
    (self.unit, self.isOptional) = (unit, isOptional)
  }

  /// Words.
  package static func text(_ key: String, _ definition: String, isOptional: Bool = false) -> DocumentField {
    DocumentField(key, .value(.text), definition, isOptional: isOptional)
  }

  /// A whole number.
  package static func integer(
    _ key: String, _ definition: String, unit: QuantityUnit = .none, isOptional: Bool = false
  ) -> DocumentField {
    DocumentField(key, .value(.integer), definition, unit: unit, isOptional: isOptional)
  }

  /// A number.
  package static func number(
    _ key: String, _ definition: String, unit: QuantityUnit = .none, isOptional: Bool = false
  ) -> DocumentField {
    DocumentField(key, .value(.number), definition, unit: unit, isOptional: isOptional)
  }

  /// Yes or no.
  package static func flag(_ key: String, _ definition: String, isOptional: Bool = false) -> DocumentField {
    DocumentField(key, .value(.flag), definition, isOptional: isOptional)
  }

  /// The version that every document begins with.
  package static let version = integer(
    "version",
    "Version of the documents: \(DocumentVersion.current). Raised when a key is renamed or means something else."
  )
}

extension Quantity {
  /// The result as a field of a document.
  package var field: DocumentField {
    let shape: DocumentField.Shape =
      switch kind {
      case .object: .object(members)
      case .objects: .objects(members)
      case .text, .integer, .number, .flag, .texts: .value(kind)
      }
    return DocumentField(key, shape, definition, unit: unit, isOptional: isOptional)
  }

  /// The result as a column of a table.
  package var columnField: DocumentField {
    DocumentField(column, .value(kind), definition, unit: unit, isOptional: isOptional)
  }
}
