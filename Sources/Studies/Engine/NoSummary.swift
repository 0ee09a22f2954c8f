/// The summary of an experiment in which nothing is summed up over units.
package struct NoSummary<Kind: Experiment>: ExperimentSummary {
  /// Nothing.
  package init(_ experiment: Kind) {}
  /// Nothing.
  package mutating func changed(_ unit: Int, had: Bool, has: Bool) {}
}
