import CrossModal
import ForeignFiles
import Foundation
import VectorFiles

/// Gives a study to Slurm: arrays of workers, and a job behind them that writes the report.
package struct SlurmLauncher: Sendable {
  /// Array indices stay below this where Slurm does not say.
  private static let usualMaxArraySize = 1001
  private let job: SlurmJob

  /// - Parameters:
  ///   - program: the program that has the subcommand `worker`, by its absolute path.
  ///   - tasks: tasks of the array; nil takes the configuration's.
  package init(
    program: String, configuration: some ExperimentConfiguration, study: String, tasks: Int?,
    workerArguments: [String]
  ) {
    let cluster = configuration.cluster ?? ClusterConfiguration()
    let directory = URL(fileURLWithPath: study).standardizedFileURL.path
    job = SlurmJob(
      program: program, study: directory, name: configuration.name, cluster: cluster,
      tasks: tasks ?? cluster.tasks, workerArguments: workerArguments)
  }

  /// The scripts, and the commands that would submit them; asks and changes nothing.
  package var dryRun: String {
    let chunks = Self.chunks(job.tasks, below: Self.usualMaxArraySize)
    let commands = chunks.map { ShellText.command(["sbatch"] + job.arrayArguments(indices: $0)) }
    let places = chunks.indices.map { "JOB\($0 + 1)" }
    let report = ShellText.command(["sbatch"] + job.reportArguments(after: places))
    return """
      # \(ShellText.quoted(job.workerScriptPath))
      \(job.workerScript)
      # \(ShellText.quoted(job.reportScriptPath))
      \(job.reportScript)
      # commands
      \(commands.joined(separator: "\n"))
      \(report)

      """
  }

  /// What a person should know of the times that the configuration gives, in one sentence; nil if all is well.
  package var remark: String? { SlurmTimeLimit.remark(on: job.cluster) }

  /// Slurm's version, such as "slurm 22.05.8", or the reason why it does not tell; nil without it.
  /// - Throws: ``ProgramError`` if it does not answer.
  package static func version(seconds: Double = ProgramTimeLimit.seconds) async throws -> String? {
    guard ChildProgram.exists("sbatch") else { return nil }
    let answer = try await ChildProgram.run("sbatch", ["--version"], seconds: seconds)
    let words = (answer.isDone ? answer.output : answer.errors).split(separator: "\n").last.map(String.init)
    return answer.isDone ? words ?? "" : "does not work: \(words ?? "no words")"
  }

  /// Finds Slurm, before anything is written.
  /// - Returns: the most tasks of an array, and one.
  /// - Throws: ``ProgramError`` if Slurm is missing or does not answer, ``StudyError`` if it refuses.
  package func findSlurm() async throws -> Int {
    guard ChildProgram.exists("sbatch") else {
      throw ProgramError(path: "sbatch", reason: "not found in PATH; is Slurm installed here?")
    }
    return try await maxArraySize()
  }

  /// Writes the scripts and submits them.
  /// - Parameter limit: what ``findSlurm()`` found.
  /// - Returns: the ids of the worker arrays and of the report's job.
  /// - Throws: as ``findSlurm()``.
  package func submit(below limit: Int) async throws -> (arrays: [String], report: String) {
    let folder = StudyDirectory(job.study)
    try folder.restoreFolders()
    try folder.makeSlurm()
    try AtomicFile.write(text: job.workerScript, to: job.workerScriptPath)
    try AtomicFile.write(text: job.reportScript, to: job.reportScriptPath)
    var arrays: [String] = []
    for chunk in Self.chunks(job.tasks, below: limit) {
      arrays.append(try await sbatch(job.arrayArguments(indices: chunk), sofar: arrays))
    }
    return (arrays, try await sbatch(job.reportArguments(after: arrays), sofar: arrays))
  }

  /// Tasks cut into arrays whose indices stay below the cluster's limit.
  static func chunks(_ tasks: Int, below limit: Int) -> [Range<Int>] {
    let size = max(1, limit - 1)
    return stride(from: 0, to: tasks, by: size).map { $0..<min(tasks, $0 + size) }
  }

  private func sbatch(_ arguments: [String], sofar: [String]) async throws -> String {
    let output = try await run("sbatch", arguments, sofar: sofar)
    // The name of a cluster may follow the id.
    let id = output.split(whereSeparator: { ";\n".contains($0) }).first.map(String.init) ?? ""
    guard !id.isEmpty, id.allSatisfy(\.isNumber) else {
      throw ProgramError(path: "sbatch", reason: "it answered no job id but '\(output.prefix(80))'")
    }
    return id
  }

  private func maxArraySize() async throws -> Int {
    for line in try await run("scontrol", ["show", "config"], sofar: []).split(separator: "\n") {
      let words = line.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
      if words.count == 2, words[0] == "MaxArraySize", let size = Int(words[1]), size > 1 { return size }
    }
    return Self.usualMaxArraySize
  }

  private func run(_ program: String, _ arguments: [String], sofar: [String]) async throws -> String {
    let answer: ChildProgram.Answer
    do {
      answer = try await ChildProgram.run(program, arguments)
    } catch let error as ProgramError {
      guard program == "sbatch" else { throw error }
      throw StudyError.refused(
        program: program,
        reason: error.reason + submitted(sofar) + "; whether this job was taken, 'squeue' tells")
    } catch {
      throw ProgramError(path: program, reason: "not found in PATH; is Slurm installed here?")
    }
    guard answer.isDone else {
      let words = answer.errors.split(separator: "\n").last.map(String.init) ?? "no words"
      throw StudyError.refused(program: program, reason: words + submitted(sofar))
    }
    return answer.output
  }

  private func submitted(_ jobs: [String]) -> String {
    jobs.isEmpty ? "" : " (already submitted: \(jobs.joined(separator: ", ")))"
  }
}
