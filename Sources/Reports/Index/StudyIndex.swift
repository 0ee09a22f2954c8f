import CrossModal
import Foundation
import GRDB
import Studies
import VectorFiles

/// `index.sqlite` in a study's directory: everything that the journals tell, for queries in SQL.
///
/// Derived and never needed for correctness: built into a temporary file, put in place by renaming, and built again
/// whenever the journals have changed since. SQLite's rollback journal, one writer.
package struct StudyIndex<Kind: Experiment> {
  private let study: Study<Kind>
  private let content: (Ledger<Kind>) -> IndexContent
  /// The file.
  package let path: String
  private let isElsewhere: Bool

  /// The index of a study; ``refresh(force:)`` makes the file, with what `content` gives.
  /// - Parameter path: another place for it than the study's directory.
  package init(
    _ study: Study<Kind>, at path: String? = nil, content: @escaping (Ledger<Kind>) -> IndexContent
  ) {
    (self.study, self.content) = (study, content)
    (self.path, isElsewhere) = (path ?? study.directory.path + "/index.sqlite", path != nil)
  }

  /// Builds the index if it is missing, of another version, or older than the journals; or in any case.
  /// - Returns: whether it was built.
  /// - Throws: ``StudyError/foreignIndex(path:)`` where another file is there; ``StudyError/file(path:reason:)`` where none can
  ///   be written.
  @discardableResult package func refresh(force: Bool = false) throws -> Bool {
    let folder = isElsewhere ? PathText.directory(of: path) : study.directory.path
    let lock = try DirectoryLock(folder.isEmpty ? "." : folder)
    defer { lock.release() }
    let known = try? stamp()
    if known == nil, isElsewhere, FileManager.default.fileExists(atPath: path) {
      throw StudyError.foreignIndex(path: path)
    }
    if !force, let known, known == Self.stamp(study, sizes: try journalSizes()) { return false }
    guard access(folder.isEmpty ? "." : folder, W_OK | X_OK) == 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      throw StudyError.file(
        path: path,
        reason: "cannot be written: \(reason)\(isElsewhere ? "" : "; -o names another place for the index")")
    }
    let ledger = try study.ledger(allowsMixedKernels: true)
    let name = URL(fileURLWithPath: path).lastPathComponent
    let temporary = (folder.isEmpty ? "" : folder + "/") + ".\(name).new"
    try removeFile(temporary)
    let place = Leftovers.add(file: temporary)
    defer { Leftovers.remove(place) }
    do {
      try build(temporary, ledger)
    } catch let error as DatabaseError {
      unlink(temporary)
      throw StudyError.file(path: path, reason: error.message ?? "cannot be written")
    }
    guard rename(temporary, path) == 0 else { throw StudyError.system(path) }
    return true
  }

  /// The answer to a query: column names and rows.
  package func query(_ sql: String) throws -> (columns: [String], rows: [[IndexValue]]) {
    do {
      return try open(path, readOnly: true).read { database in
        let statements = try database.allStatements(sql: sql)
        guard let statement = try statements.next() else {
          throw StudyError.query(message: "holds no statement")
        }
        guard try statements.next() == nil else {
          throw StudyError.query(message: "holds several statements; one is answered")
        }
        let rows = try Row.fetchAll(statement)
        return (statement.columnNames, rows.map { row in row.databaseValues.map(IndexValue.init) })
      }
    } catch let error as DatabaseError {
      throw StudyError.query(message: error.message ?? "cannot be answered")
    }
  }

  private func open(_ path: String, readOnly: Bool) throws -> DatabaseQueue {
    var options = Configuration()
    options.readonly = readOnly
    options.journalMode = .default
    return try DatabaseQueue(path: path, configuration: options)
  }

  private func build(_ path: String, _ ledger: Ledger<Kind>) throws {
    let queue = try open(path, readOnly: false)
    try queue.writeWithoutTransaction { database in
      // The file takes its place only when it is whole, so half of one may be lost.
      try database.execute(
        sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -65536")
      try database.inTransaction {
        let content = content(ledger)
        try database.execute(
          sql: "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
            + content.statements)
        try content.insert(database)
        try database.execute(sql: content.indices)
        try database.execute(
          sql: "INSERT INTO meta VALUES ('stamp', ?)",
          arguments: [Self.stamp(study, sizes: ledger.journalSizes)])
        return .commit
      }
    }
    try queue.close()
  }

  private func stamp() throws -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return try open(path, readOnly: true).read {
      try String.fetchOne($0, sql: "SELECT value FROM meta WHERE key = 'stamp'")
    }
  }

  // What an index was built from: columns, configuration, and the size of every journal, since journals only grow.
  private static func stamp(_ study: Study<Kind>, sizes: [String: Int]) -> String {
    let journals = sizes.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    // Which records count hangs on the configuration too.
    let configuration = study.configuration.resolvedYAML.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let columns = Kind.quantities.map(\.column).joined(separator: ",")
    return (["version \(IndexFormat.version)", columns] + configuration.map(String.init) + journals).joined(
      separator: "\n")
  }

  private func journalSizes() throws -> [String: Int] {
    let names = try FileManager.default.contentsOfDirectory(atPath: study.directory.journals)
    var sizes: [String: Int] = [:]
    for name in names where name.hasSuffix(".jsonl") {
      var status = FileStatus()
      guard stat(study.directory.journals + "/" + name, &status) == 0 else {
        throw StudyError.system(study.directory.journals + "/" + name)
      }
      sizes[name] = Int(status.st_size)
    }
    return sizes
  }

  private func removeFile(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else { throw StudyError.system(path) }
  }
}

/// The version of the tables of an index.
enum IndexFormat {
  /// Raised when tables change: an index of another version is built anew.
  static let version = 3
}

// The structure, whose name a method of this file's types would hide.
private typealias FileStatus = stat
