import Foundation
import VectorFiles

/// Where everything of a study stands.
///
///     STUDY/manifest.json        what the study is; written last, so that a directory without it is no study
///     STUDY/configuration.yaml   the resolved configuration
///     STUDY/data/                inputs, converted and named by content; encoded-* hold features made of texts,
///                            encoding-* the epochs of an encoder that was stopped
///     STUDY/making               what is being made of texts; of no meaning once there is a manifest
///     STUDY/journals/            one append-only journal for each worker: the truth
///     STUDY/rungs/               weights of a race between two rungs; gone when the study is complete
///     STUDY/claims/              which worker is at which unit of work; of no meaning when none runs
///     STUDY/logs/                what workers on a cluster said
///     STUDY/slurm/               batch scripts, where a cluster is used
///     STUDY/index.sqlite         derived from the journals, for queries
package struct StudyDirectory: Hashable, Sendable {
  /// The path as it was given.
  package let path: String

  /// The directory of a study.
  package init(_ path: String) {
    // Programs that are started on it would take it for an option.
    self.path = path.hasPrefix("-") ? "./" + path : path
  }

  /// `manifest.json`.
  package var manifest: String { path + "/manifest.json" }
  /// `configuration.yaml`.
  package var configuration: String { path + "/configuration.yaml" }
  /// `making`.
  package var making: String { path + "/making" }
  /// `data`.
  package var data: String { path + "/data" }
  /// `journals`.
  package var journals: String { path + "/journals" }
  /// `rungs`.
  package var rungs: String { path + "/rungs" }
  /// `claims`.
  package var claims: String { path + "/claims" }
  /// `logs`.
  package var logs: String { path + "/logs" }

  /// Refuses a directory that holds anything but the parts of a study: it is somebody's, and stays as it is. One that is missing or cannot be read is found out by whoever makes its parts.
  /// - Throws: ``StudyError/foreignDirectory(path:found:)``.
  static func requireOwn(_ path: String) throws {
    let entries = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter {
      !$0.hasPrefix(".")
    }
    // A configuration alone may be anybody's; next to one of the parts it is that of an unfinished study.
    let parts = ["data", "making", "journals", "claims", "logs", "slurm", "rungs"]
    let own = entries.contains(where: parts.contains) ? parts + ["configuration.yaml"] : []
    if entries.contains("ratings.json") {
      throw StudyError.otherFormat(path: path, found: "an earlier format")
    }
    if let found = entries.sorted().first(where: { !own.contains($0) }) {
      throw StudyError.foreignDirectory(path: path, found: found)
    }
  }

  /// Creates the directory and its parts where they are missing.
  func create() throws {
    for part in [path, data, journals, claims, logs] {
      try Self.make(part)
    }
  }

  /// Makes those folders of a study again that are gone because they were empty: git and archives drop such ones.
  package func restoreFolders() throws {
    for part in [journals, claims, logs] where !FileManager.default.fileExists(atPath: part) {
      try Self.make(part)
    }
  }

  /// Takes back what ``create()`` made of a study that came to nothing; folders with something in them stay, and where data
  /// are kept to go on with, how far they are.
  func removeIfEmpty() {
    if rmdir(data) == 0 { unlink(making) }
    for part in [journals, claims, logs, path] { rmdir(part) }
  }

  /// Creates the folder for weights between two rungs.
  func makeRungs() throws { try Self.make(rungs) }

  /// Creates the folder for batch scripts.
  func makeSlurm() throws { try Self.make(path + "/slurm") }

  /// Creates a directory and those above it, where they are missing.
  // mkdir rather than FileManager, whose errors do not always say why.
  static func make(_ path: String) throws {
    if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
    let code = errno
    let parent = PathText.directory(of: path)
    guard code == ENOENT, !parent.isEmpty, parent != path else {
      throw StudyError.file(path: path, reason: "cannot be made: \(String(cString: strerror(code)))")
    }
    try make(parent)
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw StudyError.file(path: path, reason: "cannot be made: \(String(cString: strerror(errno)))")
    }
  }
}

/// The system's words for a Foundation error: "Read-only file system".
package func systemReason(_ error: any Error, otherwise fallback: String) -> String {
  systemCode(error).map { String(cString: strerror($0)) } ?? fallback
}

/// The system's number for a Foundation error: `EROFS`; nil if it has none.
package func systemCode(_ error: any Error) -> Int32? {
  var current: NSError? = error as NSError
  while let found = current {
    if found.domain == NSPOSIXErrorDomain { return Int32(found.code) }
    current = found.userInfo[NSUnderlyingErrorKey] as? NSError
  }
  return nil
}
