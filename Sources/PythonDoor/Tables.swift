import CCrossModal
import Dense
import ForeignFiles
import VectorFiles

/// Rows of numbers from a file: `crossmodal_table`.
final class StoredTable: Sendable {
  /// The numbers and what the file says of them.
  let table: FeatureTable
  /// Whether the numbers are given in double precision.
  let isDouble: Bool

  /// Reads any file of vectors; numbers need not be finite.
  /// - Throws: ``DataFileError``, ``ProgramError``.
  init(_ path: String, _ options: TableOptions) throws {
    let wide: Set<NPYElementType> = [.int32, .int64, .uint32, .uint64, .float64]
    if let array = try FeatureFile.array(DataFile(path)) {
      table = try FeatureTable(array, requireFinite: false)
      isDouble = wide.contains(array.header.type)
    } else {
      table = try FeatureFile.read(path, options: options, requirement: .held)
      isDouble = table.exact != nil
    }
  }

  /// The table behind a pointer of C.
  static func at(_ pointer: OpaquePointer?) throws -> StoredTable {
    Unmanaged<StoredTable>.fromOpaque(UnsafeRawPointer(try given(pointer, "table"))).takeUnretainedValue()
  }

  /// Writes the numbers, row after row.
  func copy(to output: UnsafeMutableRawPointer) {
    let features = table.features
    if isDouble {
      let numbers = output.assumingMemoryBound(to: Double.self)
      let exact = table.exact?.view ?? Matrix(features).converted(to: Double.self).view
      for row in 0..<exact.rows {
        if let base = exact.row(row).baseAddress {
          (numbers + row * exact.columns).update(from: base, count: exact.columns)
        }
      }
    } else {
      let numbers = output.assumingMemoryBound(to: Float.self)
      for row in 0..<features.rows {
        if let base = features.row(row).baseAddress {
          (numbers + row * features.columns).update(from: base, count: features.columns)
        }
      }
    }
  }
}

private struct TableText: Encodable {
  var rows: Int
  var columns: Int
  var type: String
  var names: [String]?
  var labels: [[String]]?
  var notes: [String]
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_table_read(
  _ call: OpaquePointer?, _ path: UnsafePointer<CChar>?, _ header: UnsafePointer<CChar>?,
  _ idColumn: UnsafePointer<CChar>?, _ labelColumn: UnsafePointer<CChar>?,
  _ table: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  perform(call) { _ in
    let output = try given(table, "table")
    var options = TableOptions()
    if let answer = try CText.read(header, "header") {
      try require(answer == "yes" || answer == "no", "header '\(answer)': must be yes or no")
      options.header = answer == "yes"
    }
    options.idColumn = try column(idColumn, "id_column")
    options.labelColumn = try column(labelColumn, "label_column")
    let stored = try StoredTable(CText.path(path), options)
    output.pointee = OpaquePointer(Unmanaged.passRetained(stored).toOpaque())
  }
}

private func column(_ pointer: UnsafePointer<CChar>?, _ name: String) throws -> TableOptions.Column? {
  guard let text = try CText.read(pointer, name) else { return nil }
  try require(!text.isEmpty, "\(name): empty; must be a name, a number from 1, or none")
  return text == "none" ? TableOptions.Column.none : Int(text).map { .number($0) } ?? .named(text)
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_table_describe(
  _ call: OpaquePointer?, _ table: OpaquePointer?, _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  perform(call) { _ in
    let output = try given(json, "json")
    let stored = try StoredTable.at(table)
    let features = stored.table.features
    output.pointee = try CText.json(
      TableText(
        rows: features.rows, columns: features.columns, type: stored.isDouble ? "float64" : "float32",
        names: stored.table.names, labels: stored.table.rowLabels, notes: stored.table.notes))
  }
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_table_numbers(
  _ call: OpaquePointer?, _ table: OpaquePointer?, _ numbers: UnsafeMutableRawPointer?
) -> Int32 {
  perform(call) { _ in try StoredTable.at(table).copy(to: given(numbers, "numbers")) }
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_table_free(_ table: OpaquePointer?) {
  if let table { Unmanaged<StoredTable>.fromOpaque(UnsafeRawPointer(table)).release() }
}
