import Dense

/// What the engine can run: units of work with stable names, how one is run, and what their results come to.
///
/// Storage, claims, workers, retry, verification, progress, launchers and kernel checks are the engine's and the same for
/// every experiment. A value is the plan of one configuration on one study's inputs. Units are numbered in the order of
/// the plan; the numbers are this process's own, and only the names are in files: they are made of values, so that an
/// axis may grow and a unit that is done is never done again.
package protocol Experiment: Sendable {
  /// What a person decides.
  associatedtype Configuration: ExperimentConfiguration where Configuration.Planned == Self
  /// What a study keeps of its inputs, in its manifest.
  associatedtype Content: StudyInputs
  /// What is kept of a finished unit.
  associatedtype Result: UnitResult
  /// What is summed up over units while records come and go.
  associatedtype Summary: ExperimentSummary where Summary.Kind == Self
  /// What runs units.
  associatedtype Runner: UnitRunner where Runner.Kind == Self

  /// The kind's name: the value of the key `kind`.
  static var kind: String { get }
  /// What a person calls units: "fits".
  static var units: String { get }
  /// A name as units have them, for messages.
  static var exampleName: String { get }

  /// The plan of a configuration on these inputs.
  init(_ configuration: Configuration, content: Content)

  /// Number of units.
  var unitCount: Int { get }
  /// Number of units whose names are known from the start. They come first; the names of those behind them hang on
  /// results, since what they do is decided by results.
  var namedCount: Int { get }
  /// The name of a unit: text without control characters. Nil while the results that decide it are missing.
  func name(of unit: Int, in ledger: Ledger<Self>) -> String?
  /// Whether results have decided that a unit behind ``namedCount`` is not to be run, so that it has no name and nobody
  /// waits for it.
  func isSpared(_ unit: Int, in ledger: Ledger<Self>) -> Bool
  /// The unit with this name, whatever the results decided; nil for names that the plan does not have.
  func unit(named name: String) -> Int?
  /// What workers claim, and in which order. Costly to make.
  var work: WorkPlan { get }
  /// Whether the results that a batch of dependent work waits for are there.
  func isReady(batch: Int, in ledger: Ledger<Self>) -> Bool
  /// The cost of a batch that is ready.
  func cost(ofBatch batch: Int, in ledger: Ledger<Self>) -> Double
  /// Units that belong together; a verification takes a sample of each.
  var groups: [[Int]] { get }

  /// What tables tell of a unit, from which ``quantities`` are read.
  associatedtype Row
  /// The columns of `results`, which also the index and the JSON document have.
  static var quantities: [Quantity<Row>] { get }
  /// The rows of a unit that has a record: one, or one for each part of its result.
  func rows(_ unit: Int, _ record: UnitRecord<Result>, in ledger: Ledger<Self>) -> [Row]

  /// Takes the inputs that a configuration names into a new study.
  /// - Parameter onProgress: told, in one line, how far that is, where it takes long.
  static func content(
    of configuration: Configuration, in directory: StudyDirectory, kernels: KernelChoice,
    onProgress: @escaping (String) -> Void
  ) throws -> Content
  /// Takes what a configuration names beyond what a study has.
  /// - Returns: the content with what is new; equal to `known` where nothing is.
  /// - Throws: ``StudyError/otherConfiguration(study:difference:)`` where inputs had other contents.
  static func content(
    _ known: Content, grownTo configuration: Configuration, in directory: StudyDirectory,
    kernels: KernelChoice, onProgress: @escaping (String) -> Void
  ) throws -> Content

  /// What the data of a configuration are like, with everything that would stop a study. Nothing is written or trained.
  static func report(of configuration: Configuration, kernels: KernelChoice) -> DataReport

  /// A configuration of which a study for an estimate is made, and what making its data would take beyond that; the default
  /// is the configuration itself.
  static func estimable(
    _ configuration: Configuration, in directory: StudyDirectory, kernels: KernelChoice
  ) throws -> (configuration: Configuration, making: MeasuredWork)
  /// What a sample of a new study's units says of all; nil if `shouldContinue` ended it. The default runs three of them.
  static func measure(
    _ study: Study<Self>, _ runner: Runner, shouldContinue: @escaping () -> Bool
  ) throws -> MeasuredWork?

  /// ``Ledger/refresh()`` of this experiment; the default is what all have. A requirement, because code that is reached
  /// through one is compiled for the very type: reading a hundred thousand records takes half the time.
  static func refresh(_ ledger: Ledger<Self>) throws -> [Int]
  /// ``Ledger/record(_:)`` of this experiment; the default is what all have, see ``refresh(_:)``.
  static func record(_ unit: Int, in ledger: Ledger<Self>) -> UnitRecord<Result>?

  /// What runs this study's units with the layers' kernels of this path.
  static func runner(_ study: Study<Self>, path: KernelPath) throws -> Runner
}

extension Experiment {
  /// Every unit is run.
  package func isSpared(_ unit: Int, in ledger: Ledger<Self>) -> Bool { false }
  /// Reads what is new.
  package static func refresh(_ ledger: Ledger<Self>) throws -> [Int] { try ledger.readNew() }
  /// Looks the record up.
  package static func record(_ unit: Int, in ledger: Ledger<Self>) -> UnitRecord<Result>? {
    ledger.found(unit)
  }
}

/// Runs single units. One for each worker, so it may keep what units share.
package protocol UnitRunner: AnyObject {
  /// The experiment.
  associatedtype Kind: Experiment
  /// Runs a unit whose name is known.
  /// - Parameter shouldContinue: asked now and then.
  /// - Returns: what it came to; nil if `shouldContinue` ended it early.
  func run(
    _ unit: Int, ledger: Ledger<Kind>, shouldContinue: () -> Bool
  ) throws -> UnitOutcome<Kind.Result>?
  /// From now on the units are run for the study, and not to look at them again: what helps later units may be kept there.
  func beginWork()
  /// The record of a unit that was run is in the journal.
  func recorded(_ unit: Int, ledger: Ledger<Kind>)
  /// Every unit of the study has a result.
  func endWork()
}

extension UnitRunner {
  /// Nothing is kept.
  package func beginWork() {}
  /// Nothing is kept.
  package func recorded(_ unit: Int, ledger: Ledger<Kind>) {}
  /// Nothing is kept.
  package func endWork() {}
}

/// What an experiment sums up over its records, kept up to date record by record.
package protocol ExperimentSummary: Sendable {
  /// The experiment.
  associatedtype Kind: Experiment
  /// Nothing has a record.
  init(_ experiment: Kind)
  /// The record of a unit with a name of its own came, went or was replaced.
  mutating func changed(_ unit: Int, had: Bool, has: Bool)
  /// The record of a unit whose name hangs on results came, went or was replaced.
  mutating func dependentChanged(_ unit: Int)
}

extension ExperimentSummary {
  /// Nothing hangs on them.
  package mutating func dependentChanged(_ unit: Int) {}
}
