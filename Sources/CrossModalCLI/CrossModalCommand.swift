import ArgumentParser
import CrossModal
import Dense
import Studies

/// The root of the command line: a list of subcommands.
struct CrossModalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crossmodal",
    abstract:
      "Learn maps between the vector spaces of two modalities, and measure what they do to neighborhoods.",
    version: ProgramVersion.text,
    groupedSubcommands: [
      CommandGroup(
        name: "Studies:",
        subcommands: [
          NewCommand.self, CheckCommand.self, PlanCommand.self, RunCommand.self, WorkerCommand.self,
          StatusCommand.self,
          ResultsCommand.self, BestCommand.self, ReportCommand.self, ExportCommand.self, RetryCommand.self,
          VerifyCommand.self, MergeCommand.self, IndexCommand.self,
        ]),
      CommandGroup(
        name: "Files of vectors:",
        subcommands: [
          CompareCommand.self, OverlapCommand.self, NeighborsCommand.self, RetrievalCommand.self,
          DistancesCommand.self, FeaturesCommand.self, TrainCommand.self, MapCommand.self,
          SimilarityCommand.self, EncodeCommand.self,
          ConvertCommand.self, InspectCommand.self,
        ]),
      CommandGroup(name: "Machine:", subcommands: [DoctorCommand.self, ManualCommand.self]),
    ])
}
