import Reports
import Studies

/// Opens the study that a command is about.
enum OpenStudy {
  /// A study of whatever kind.
  static func any(_ path: String) throws -> any ReportedStudy {
    guard let study = try Experiments.study(path) as? any ReportedStudy else {
      throw CommandFailure(code: 69, message: "\(path): this program has no reports for studies of this kind")
    }
    return study
  }
}
