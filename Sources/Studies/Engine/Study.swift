import Foundation
import Settings
import VectorFiles

/// A study that exists: its directory, what it is, and its plan.
package struct Study<Kind: Experiment>: Sendable {
  /// Where it stands.
  package let directory: StudyDirectory
  /// What it is.
  package let manifest: Manifest<Kind.Content>
  /// The configuration that it follows.
  package let configuration: Kind.Configuration
  /// Its units.
  package let experiment: Kind

  /// What it keeps of its inputs.
  package var content: Kind.Content { manifest.content }

  /// Opens a study of this kind.
  package init(opening path: String) throws {
    directory = StudyDirectory(path)
    let kind = try ManifestHead.kind(directory)
    guard kind == Kind.kind else {
      throw StudyError.otherConfiguration(study: path, difference: "its kind is \(kind), not \(Kind.kind)")
    }
    manifest = try Manifest.read(directory)
    configuration = try Kind.Configuration.load(path: directory.configuration)
    guard configuration.identity == manifest.identity else {
      throw StudyError.damaged(
        place: directory.configuration, message: "is not the configuration that the manifest was made for")
    }
    experiment = Kind(configuration, content: manifest.content)
  }

  /// Opens the study of a configuration in a directory, or makes it there. A study follows its configuration: values of
  /// axes and sets of inputs may be added or taken away.
  /// - Parameters:
  ///   - kernels: what a new study computes with.
  ///   - admit: asked with a study that exists before anything of it is changed; an error leaves it as it is.
  ///   - onProgress: told, in one line, what is made of the inputs, and what the configuration has changed.
  /// - Throws: ``StudyError/otherConfiguration(study:difference:)`` if the directory holds another study.
  package init(
    _ configuration: Kind.Configuration, at path: String, kernels: KernelChoice,
    admit: (Study) throws -> Void = { _ in }, onProgress: @escaping (String) -> Void = { _ in }
  ) throws {
    let directory = StudyDirectory(path)
    if !FileManager.default.fileExists(atPath: directory.manifest) {
      try StudyDirectory.requireOwn(path)
      try directory.create()
    }
    // Two commands may want to make or to change one study at the same time: the second waits.
    let lock = try DirectoryLock(path)
    defer { lock.release() }
    if FileManager.default.fileExists(atPath: directory.manifest) {
      let study = try Study(opening: path)
      try admit(study)
      try study.follow(configuration, onProgress)
    } else {
      do {
        let content = try Kind.content(
          of: configuration, in: directory, kernels: kernels, onProgress: onProgress)
        try AtomicFile.write(text: configuration.resolvedYAML, to: directory.configuration)
        try Manifest(
          kind: Kind.kind, identity: configuration.identity, kernels: kernels,
          overrides: configuration.origin.overrides, content: content
        ).write(directory)
        unlink(directory.making)
      } catch {
        directory.removeIfEmpty()
        throw error
      }
    }
    try self.init(opening: path)
  }

  // Brings the study up to a configuration.
  private func follow(
    _ configuration: Kind.Configuration, _ onProgress: @escaping (String) -> Void
  ) throws {
    let path = directory.path
    if let conflict = configuration.firstConflict(with: self.configuration) {
      throw StudyError.otherConfiguration(study: path, difference: conflict.description)
    }
    let content = try Kind.content(
      self.content, grownTo: configuration, in: directory, kernels: manifest.kernels,
      onProgress: onProgress)
    if content != self.content {
      var manifest = self.manifest
      manifest.content = content
      try manifest.write(directory)
    }
    guard configuration != self.configuration else { return }
    try AtomicFile.write(text: configuration.resolvedYAML, to: directory.configuration)
    for difference in configuration.differences(from: self.configuration) {
      onProgress("\(path): \(difference)")
    }
  }

  /// The results so far.
  package func ledger(allowsMixedKernels: Bool = false, toleratesConflicts: Bool = false) throws
    -> Ledger<Kind>
  {
    let ledger = Ledger(
      directory, experiment, allowsMixedKernels: allowsMixedKernels, toleratesConflicts: toleratesConflicts)
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
}

/// A study of any kind.
package protocol AnyStudy: Sendable {
  /// The experiment.
  associatedtype Kind: Experiment
  /// The study itself.
  var opened: Study<Kind> { get }
}

extension Study: AnyStudy {
  /// The study itself.
  package var opened: Study { self }
}
