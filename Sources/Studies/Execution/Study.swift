import CrossModal
import Dense
import Foundation
import VectorFiles

/// A study that exists: its directory, what it is, and its plan.
package struct Study: Sendable {
  /// Where it stands.
  package let directory: StudyDirectory
  /// What it is.
  package let manifest: Manifest
  /// The configuration it was made from.
  package let configuration: StudyConfiguration
  /// Its fits.
  package let plan: StudyPlan

  /// Opens a study.
  package init(opening path: String) throws {
    directory = StudyDirectory(path)
    manifest = try Manifest.read(directory)
    configuration = try StudyConfiguration.load(path: directory.configuration)
    guard configuration.identity == manifest.identity else {
      throw StudyError.damaged(
        place: directory.configuration, message: "is not the configuration that the manifest was made for")
    }
    plan = StudyPlan(configuration)
  }

  /// Opens the study of a configuration in a directory, or makes it there.
  /// - Parameters:
  ///   - kernels: what a new study computes with.
  ///   - onEncoding: called as the text features of a new study are made.
  /// - Throws: ``StudyError/otherConfiguration(study:difference:)`` if the directory holds another study.
  package init(
    _ configuration: StudyConfiguration, at path: String, kernels: KernelChoice,
    onEncoding: @escaping (EncodingEvent) -> Void = { _ in }
  ) throws {
    let directory = StudyDirectory(path)
    guard !directory.holdsRatings else {
      throw StudyError.otherConfiguration(study: path, difference: "human ratings, not a study of maps")
    }
    if !FileManager.default.fileExists(atPath: directory.manifest) {
      try StudyDirectory.requireOwn(path)
      try directory.create()
      // Two commands may want to make one study at the same time: the second waits, and finds it made.
      let lock = try DirectoryLock(path)
      defer { lock.release() }
      if !FileManager.default.fileExists(atPath: directory.manifest) {
        do {
          let manifest = try StudyImport(configuration: configuration, directory: directory).manifest(
            kernels: kernels, onEncoding: onEncoding)
          try AtomicFile.write(text: configuration.resolvedYAML, to: directory.configuration)
          try manifest.write(directory)
          unlink(directory.making)
        } catch {
          directory.removeIfEmpty()
          throw error
        }
        try self.init(opening: path)
        return
      }
    }
    try self.init(opening: path)
    guard manifest.identity == configuration.identity else {
      throw StudyError.otherConfiguration(
        study: path, difference: Self.difference(self.configuration, configuration))
    }
    try StudyImport(configuration: configuration, directory: directory).check(against: manifest)
  }

  /// The results so far.
  package func ledger(allowsMixedKernels: Bool = false) throws -> Ledger {
    let ledger = Ledger(directory, plan: plan, allowsMixedKernels: allowsMixedKernels)
    try ledger.refresh()
    return ledger
  }

  /// Stops a process whose kernels are not the study's.
  package func check(_ kernels: KernelChoice) throws {
    guard kernels == manifest.kernels else {
      throw StudyError.otherKernel(
        study: directory.path, found: kernels.description, expected: manifest.kernels.description)
    }
  }

  // The first line of the resolved configurations that differs.
  private static func difference(_ old: StudyConfiguration, _ new: StudyConfiguration) -> String {
    func lines(_ configuration: StudyConfiguration) -> [Substring] {
      configuration.resolvedYAML.split(separator: "\n").filter { !$0.hasPrefix("#") }
    }
    let (before, after) = (lines(old), lines(new))
    for (left, right) in zip(before, after) where left != right {
      // Paths take no part in the identity.
      if ["file:", "train:", "test:", "embeddings:"].contains(where: left.contains) { continue }
      let (found, given) = (left.drop { $0 == " " }, right.drop { $0 == " " })
      return "it has '\(found)', the configuration '\(given)'"
    }
    return "\(before.count) lines resolved, the configuration \(after.count)"
  }
}
