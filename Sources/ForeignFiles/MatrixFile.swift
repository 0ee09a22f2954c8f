import Foundation
import Messages
import VectorFiles

/// One array in a MAT or HDF5 file, named as `file.mat:VARIABLE`.
///
/// MATLAB's arrays are column-major and come as they are (row = row); in an HDF5 file the first axis is the rows. The
/// variable of an HDF5 file may be a path, `file.h5:group/name`.
package struct MatrixFile: Sendable {
  /// One entry of the file's directory.
  package struct Variable: Equatable, Sendable {
    /// Its name; in HDF5 the path from the root.
    package var name: String
    /// Element type of an array of numbers; nil for anything else.
    package var type: NPYElementType?
    /// What it is, in words: `float64`-like names of numpy ("f8"), or "struct", "cell", "complex", ….
    package var kind: String
    /// The lengths of its axes.
    package var shape: [Int]
  }

  /// The whole name, as the caller gave it.
  package let path: String
  /// The file.
  package let file: String
  /// The variable; nil if none is named.
  package let variable: String?

  private let layer: Int?
  /// The file's bytes where it was gzip, which the program does not read.
  private let unpacked: BoundedBytes?

  /// What a file of arrays names; nil if it is of another format.
  package init?(_ file: DataFile) {
    guard file.format == .matrix else { return nil }
    path = file.part.path
    self.file = file.part.file
    (variable, layer) = (file.part.name, file.part.layer)
    unpacked = file.isUnpacked ? file.bytes : nil
  }

  /// What a path names; nil if its file is of another format.
  /// - Throws: ``DataFileError`` for a file that cannot be opened.
  package init?(_ path: String) throws { self.init(try DataFile(path)) }

  /// The directory of the file.
  /// - Throws: ``DataFileError``; ``ProgramError`` if the program that reads such files is missing.
  package func variables() throws -> [Variable] {
    let text = try withTemporaryFile { temporary, output in
      try withPlainFile { plain in
        _ = try MatrixProgram.besideOwn().run("list", file: plain, output: output, place: file)
      }
      return try String(contentsOfFile: temporary, encoding: .utf8)
    }
    return text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3 else { return nil }
      return Variable(
        name: parts[0], type: NPYElementType(rawValue: parts[1]), kind: parts[1],
        shape: parts[2].split(separator: "x").compactMap { Int($0) })
    }
  }

  /// The array; without a named variable the only one of the file.
  ///
  /// Its numbers are in a temporary file that is mapped and has no name any more.
  /// - Throws: as ``variables()``; the error for a missing variable lists those that exist.
  package func array() throws -> NPYArray {
    guard let name = try variable ?? onlyVariable() else {
      throw DataFileError(kind: .content, path: file, message: "has no variables")
    }
    return try withTemporaryFile { temporary, output in
      let outcome = try withPlainFile { plain in
        try MatrixProgram.besideOwn().run("read", file: plain, variable: name, output: output, place: path)
      }
      if case .noVariable = outcome { throw try missing(name) }
      let array = try NPYFile.read(temporary, named: path)
      return try layer.map { try array.layer($0) } ?? array
    }
  }

  // Calls `body` with the path of the file, or of a temporary one with its unpacked bytes.
  private func withPlainFile<Result>(_ body: (String) throws -> Result) throws -> Result {
    guard let unpacked else { return try body(file) }
    return try withTemporaryFile { temporary, output in
      do { try output.write(contentsOf: Data(unpacked)) } catch {
        throw DataFileError(
          kind: .file, path: file, message: "cannot be unpacked into \(NSTemporaryDirectory()): no space left"
        )
      }
      return try body(temporary)
    }
  }

  private func onlyVariable() throws -> String? {
    let all = try variables()
    guard all.count > 1 else { return all.first?.name }
    throw DataFileError(
      kind: .content, path: path,
      message: "has \(all.count) variables (\(Self.list(all))); name one, as in \(file):\(all[0].name)")
  }

  private func missing(_ name: String) throws -> DataFileError {
    let all = try variables()
    let hint = Suggestion.hint(name, among: all.map(\.name))
    return DataFileError(
      kind: .content, path: file,
      message: "has no variable '\(name)'\(hint); it has: \(all.isEmpty ? "none" : Self.list(all))")
  }

  private static func list(_ variables: [Variable]) -> String {
    variables.prefix(20).map(\.name).joined(separator: ", ") + (variables.count > 20 ? ", …" : "")
  }
}

/// Calls `body` with the path of a new temporary file, opened for writing; afterwards the file is gone.
private func withTemporaryFile<Result>(_ body: (String, FileHandle) throws -> Result) throws -> Result {
  let folder = NSTemporaryDirectory()
  let file = UnfinishedFile(in: folder.hasSuffix("/") ? folder : folder + "/", mode: 0o600)
  guard file.descriptor >= 0 else { throw DataFileError.system(folder, "cannot be written", code: errno) }
  defer { file.discard() }
  return try body(file.path, FileHandle(fileDescriptor: file.descriptor, closeOnDealloc: false))
}
