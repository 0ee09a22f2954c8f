import Messages
import Reports
import Studies

/// Opens the study that a command is about.
enum OpenStudy {
  /// A study of whatever kind. Where there is none, the error names those nearby.
  static func any(_ path: String) throws -> any ReportedStudy {
    do {
      guard let study = try Experiments.study(path) as? any ReportedStudy else {
        throw CommandFailure(
          code: 69, message: "\(path): this program has no reports for studies of this kind")
      }
      return study
    } catch let error as StudyError {
      guard case .noStudy = error else { throw error }
      let near = NearbyStudies.of(path)
      guard let last = near.studies.last else { throw error }
      let names = near.studies.count == 1 ? last : near.studies.joined(separator: ", ")
      throw CommandFailure(
        code: error.exitCode,
        message: "\(path): no study here (manifest.json is missing); nearby: \(names)"
          + (near.isCut ? ", …" : ""))
    }
  }
}
