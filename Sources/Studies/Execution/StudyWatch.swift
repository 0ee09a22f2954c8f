/// Notices that a study is no longer the one that a worker began with: deleted, moved away, or another in its place.
///
/// A look costs one question to the file system, unless the manifest has changed.
struct StudyWatch<Kind: Experiment> {
  private let study: Study<Kind>
  private let journals: FileMark?
  private var manifest: FileMark?

  /// From now on.
  init(_ study: Study<Kind>) {
    self.study = study
    journals = FileMark(study.directory.journals)
  }

  /// Looks.
  /// - Throws: ``StudyError/file(path:reason:)`` where the manifest is gone, or is that of another study.
  mutating func look() throws {
    let directory = study.directory
    guard let found = FileMark(directory.manifest) else {
      throw StudyError.file(
        path: directory.manifest,
        reason: "is gone: the study was moved or deleted while this process worked on it; "
          + "what has finished is in its journals; run it again where it is now")
    }
    if found == manifest { return }
    let now = try Manifest<Kind.Content>.read(directory)
    // A run with more sets of inputs writes the manifest anew, in the same directory.
    guard now.kind == study.manifest.kind, now.identity == study.manifest.identity,
      now.kernels == study.manifest.kernels, FileMark(directory.journals)?.isSameFile(as: journals) == true
    else {
      throw StudyError.file(
        path: directory.manifest,
        reason:
          "another study has taken the place of the one that this process worked on; run it again where it is now"
      )
    }
    manifest = found
  }
}
