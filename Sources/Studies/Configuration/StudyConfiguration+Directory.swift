extension StudyConfiguration {
  /// Where the study stands if nobody says where: NAME.study, with letters, digits, dots and hyphens of the name.
  public var defaultStudyDirectory: String {
    let safe = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") ? $0 : "_" }
    let stem = String(safe.drop { $0 == "." })
    return (stem.isEmpty ? "study" : stem) + ".study"
  }
}
