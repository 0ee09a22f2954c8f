import Foundation
import Messages

/// What can be wrong with a study; each case has its exit code.
package enum StudyError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The directory holds a study of another configuration (64).
  case otherConfiguration(study: String, difference: String)
  /// A study that is to be merged is of another configuration or of other data (64).
  case unlike(study: String, first: String, difference: String)
  /// A directory for a new study holds one (64).
  case occupied(path: String)
  /// A directory for a new study holds something that is no part of one (64).
  case foreignDirectory(path: String, found: String)
  /// A folder for a report holds something else (64).
  case foreignReport(path: String, found: String)
  /// A file for an index is something else (64).
  case foreignIndex(path: String)
  /// The plan of a study has no unit of this name (64).
  case unknownUnit(study: String, name: String, example: String)
  /// A query that the index cannot answer (64).
  case query(message: String)
  /// There is no study in the directory (74).
  case noStudy(path: String)
  /// The study is of an earlier version of this program, or of a later one (65).
  case otherFormat(path: String, found: String)
  /// The study in the directory is not made yet: its text features come first (74).
  case unfinishedStudy(path: String, progress: String)
  /// The making of a study was stopped by a signal (75).
  case stopped(study: String, progress: String)
  /// The content of a study's file is not what it must be (65).
  case damaged(place: String, message: String)
  /// The data does not fit the configuration: row counts, labels, folds, k (65).
  case data(message: String)
  /// Another kernel or path than the study's (69).
  case otherKernel(study: String, found: String, expected: String)
  /// A file cannot be opened, read or written (74).
  case file(path: String, reason: String)
  /// A program was started and said no (69).
  case refused(program: String, reason: String)

  /// The process's exit code.
  package var exitCode: Int32 {
    switch self {
    case .otherConfiguration, .unlike, .occupied, .foreignDirectory, .foreignReport, .foreignIndex,
      .unknownUnit,
      .query:
      64
    case .damaged, .data, .otherFormat: 65
    case .otherKernel, .refused: 69
    case .noStudy, .unfinishedStudy, .file: 74
    case .stopped: 75
    }
  }

  /// One line: what was found, what was allowed, where.
  package var description: String {
    switch self {
    case .otherConfiguration(let study, let difference):
      "\(study): holds a study of another configuration (\(difference)); choose another directory with --study"
    case .unlike(let study, let first, let difference):
      "\(study): cannot be merged with \(first) (\(difference)); they must have one configuration, seed, data and kernels"
    case .occupied(let path):
      "\(path): holds a study already; a new study needs a new or empty directory"
    case .foreignDirectory(let path, let found):
      "\(path): holds \(found) and is no study; a new study needs a new or empty directory"
    case .foreignReport(let path, let found):
      "\(path): \(found); a report needs a new or empty folder, or one that holds a report: say another with -o"
    case .foreignIndex(let path): "\(path): exists and is no index of a study; name another file with -o"
    case .unknownUnit(let study, let name, let example):
      "\(study): its plan has no unit \(name); allowed: names as \(example), see 'crossmodal results'"
    case .query(let message): "the query cannot be answered: \(message)"
    case .noStudy(let path): "\(path): no study here (manifest.json is missing); 'crossmodal run' makes one"
    case .otherFormat(let path, let found):
      "\(path): a study of another version of this program (\(found), this version reads format "
        + "\(ManifestHead.format)); run its configuration in a new directory with --study, or use the version that made it"
    case .unfinishedStudy(let path, let progress):
      "\(path): no study here yet; its text features are being made, or were when a run was stopped (\(progress)); "
        + "'crossmodal run' continues"
    case .stopped(let study, let progress):
      "\(study): stopped before the end (\(progress)); run the same command again to continue"
    case .damaged(let place, let message): "\(place): \(message)"
    case .data(let message): message
    case .otherKernel(let study, let found, let expected):
      "\(study): this process computes with \(found), the study with \(expected), whose bits differ; "
        + "set OPENBLAS_CORETYPE and --kernels to the study's, or continue with --allow-mixed-kernels"
    case .file(let path, let reason): "\(path): \(reason)"
    case .refused(let program, let reason): "\(program): \(reason.escapingControlCharacters)"
    }
  }

  /// What the system just said of a file.
  package static func system(_ path: String) -> StudyError {
    .file(path: path, reason: String(cString: strerror(errno)))
  }
}
