import Dense
import Messages
import VectorFiles

/// The file of `map`: rows in blocks, as the ending of the path says, with their names where the format holds them.
struct MappedRowsFile {
  private enum Stream {
    case array(NPYStream)
    case text(CSVStream)
  }

  private let stream: Stream
  private let names: [String]?

  /// Starts the file. Names that are all numbers are under a first line that says what they are: without it they would
  /// read back as numbers.
  /// - Throws: ``CommandFailure`` for another ending; ``DataFileError`` for a file that cannot be written.
  init(_ path: String, rows: Int, columns: Int, names: [String]?) throws {
    self.names = names
    switch VectorFileWriter.Format(path: path) {
    case .npy: stream = .array(try NPYStream(path, rows: rows, columns: columns))
    case .csv, .tsv:
      let areNumbers = names.map { $0.allSatisfy { Double($0) != nil } } ?? false
      let header = areNumbers ? ["id"] + (1...columns).map { "z\($0)" } : nil
      stream = .text(try CSVStream(path, header: header))
    default: throw CommandFailure.usage("\(path): allowed endings are .npy, .csv, .tsv")
    }
  }

  /// Whether names of rows have a place in it.
  var holdsNames: Bool { if case .text = stream { true } else { false } }

  /// Appends the rows from `first` on.
  func append(_ block: Matrix<Float>, from first: Int) throws {
    switch stream {
    case .array(let stream): try stream.append(block.view)
    case .text(let stream): try stream.append(block.view, names: names?[first..<first + block.rows])
    }
  }

  /// Puts the file in place.
  func finish() throws {
    switch stream {
    case .array(let stream): try stream.finish()
    case .text(let stream): try stream.finish()
    }
  }
}
