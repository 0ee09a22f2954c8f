import Foundation
import Studies
import VectorFiles

/// The folder of a report, `index.html` and `tables/`. What is not of this program is never replaced: its pages say in their
/// heads what made them.
package struct ReportFolder: Sendable {
  /// The folder.
  package let path: String
  /// Whether it is the study's own place for its report.
  let isOwn: Bool

  private static let mark = "<meta name=\"generator\" content=\"crossmodal"
  private var page: String { path + "/index.html" }

  /// The folder at a path, looked at before any work is done.
  /// - Parameter isOwn: it is the study's own place for its report.
  /// - Throws: ``StudyError/foreignReport(path:found:)`` where something else is there (64); ``StudyError/file(path:reason:)``
  ///   where nothing can be written (74).
  package init(_ path: String, isOwn: Bool) throws {
    (self.path, self.isOwn) = (path, isOwn)
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
      let above = PathText.directory(of: path)
      try Self.checkWriting(above.isEmpty ? "." : above, path, isOwn)
      return
    }
    guard isFolder.boolValue else { throw StudyError.foreignReport(path: path, found: "is a file") }
    if let head = Self.head(page) {
      guard head.contains(Self.mark) else {
        throw StudyError.foreignReport(path: path, found: "holds an index.html that is not of this program")
      }
    } else {
      // Tables alone in the study's own place: the rest of a report that was cut short by an earlier version.
      let entries = (try? manager.contentsOfDirectory(atPath: path)) ?? []
      let other = entries.sorted().first { !$0.hasPrefix(".") && !(isOwn && $0 == "tables") }
      if let other { throw StudyError.foreignReport(path: path, found: "holds \(other) and no report") }
    }
    try Self.checkWriting(path, path, isOwn)
  }

  /// Makes the folder and its `tables`, where they are missing, with a page that says so.
  /// - Returns: the path of the tables.
  func make() throws -> String {
    let tables = path + "/tables"
    do {
      try FileManager.default.createDirectory(atPath: tables, withIntermediateDirectories: true)
    } catch {
      throw StudyError.file(
        path: tables, reason: systemReason(error, otherwise: "cannot create the directory"))
    }
    if !FileManager.default.fileExists(atPath: page) {
      // Whatever ends this now, the folder is known as a report's. Who looks at it already sees the report when it is there.
      try AtomicFile.write(
        text: "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n\(Self.mark)\">\n"
          + "<meta http-equiv=\"refresh\" content=\"1\">\n<title>report</title>\n"
          + "<p>This report is being made, or its making was stopped.</p>\n", to: page)
    }
    return tables
  }

  /// Puts the page in its place, the last thing of a report.
  func write(page html: String) throws { try AtomicFile.write(text: html, to: page) }

  // The first bytes of a file; nil if there is none.
  private static func head(_ path: String) -> String? {
    guard let file = FileHandle(forReadingAtPath: path) else {
      return FileManager.default.fileExists(atPath: path) ? "" : nil
    }
    defer { try? file.close() }
    return String(decoding: (try? file.read(upToCount: 4096)) ?? Data(), as: UTF8.self)
  }

  private static func checkWriting(_ folder: String, _ path: String, _ isOwn: Bool) throws {
    guard access(folder, W_OK | X_OK) == 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      throw StudyError.file(
        path: path,
        reason: "cannot be written: \(folder): \(reason)\(isOwn ? "; -o names another place" : "")")
    }
  }
}
