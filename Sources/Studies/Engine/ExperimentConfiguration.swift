import Settings

/// What a person decides about an experiment, with all defaults filled in.
package protocol ExperimentConfiguration: DeclaredConfiguration {
  /// The experiment.
  associatedtype Planned: Experiment where Planned.Configuration == Self

  /// Seed of every random stream.
  var seed: UInt64 { get }
}
