import Foundation
import VectorFiles

/// The input files of a study as they were before they were read: what was made of a file that somebody rewrote meanwhile
/// is thrown away, and the study can be made again.
struct UnchangedFiles {
  private let before: [InputFile: State]

  /// Looks at files; one that is not there may stay so.
  init(_ files: some Sequence<InputFile>) {
    before = Dictionary(files.map { ($0, State($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The stamp that a file had before it was read; nil where there was no such file.
  func stamp(_ file: InputFile) -> String? {
    guard let state = before[file] else { return file.stamp }
    return state.stamp
  }

  /// Refuses files that are others now, or of other size, or were written to.
  /// - Throws: ``StudyError/file(path:reason:)`` (74) that names the first.
  func check(_ files: some Sequence<InputFile>) throws {
    for file in files {
      if let state = before[file], state != State(file) {
        throw StudyError.file(
          path: file.path, reason: "was changed while it was read; run the same command again")
      }
    }
  }

  /// What `body` returns. An error in the content of the files is none if they were changed meanwhile, which is said instead.
  func reading<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DataFileError {
      try check(before.keys.sorted { $0.path < $1.path })
      throw error
    } catch StudyError.data(let message) {
      try check(before.keys.sorted { $0.path < $1.path })
      throw StudyError.data(message: message)
    }
  }

  /// What changes where a file is written to or replaced.
  private struct State: Equatable {
    let stamp: String?
    private var device: UInt64 = 0
    private var number: UInt64 = 0
    private var changed: [Int] = []

    init(_ file: InputFile) {
      stamp = file.stamp
      guard let status = file.status else { return }
      (device, number) = (UInt64(status.st_dev), UInt64(status.st_ino))
      changed = [Int(status.st_ctim.tv_sec), Int(status.st_ctim.tv_nsec)]
    }
  }
}
