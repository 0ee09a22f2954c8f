extension StudyConfiguration {
  /// Where the study stands if nobody says where: NAME.study, with letters, digits, dots and hyphens of the name.
  package var defaultStudyDirectory: String { Self.studyDirectory(name) }

  /// The directory of a study of this name.
  static func studyDirectory(_ name: String) -> String {
    let safe = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") ? $0 : "_" }
    let stem = String(safe.drop { $0 == "." })
    return (stem.isEmpty ? "study" : stem) + ".study"
  }
}

extension RatingsConfiguration {
  /// Where the measurements stand if nobody says where.
  package var defaultStudyDirectory: String { StudyConfiguration.studyDirectory(name) }
}
