import Foundation

/// What is given to Slurm: batch scripts, and the arguments of sbatch. Values go to sbatch as arguments, never into
/// `#SBATCH` lines, and into scripts only as quoted words.
package struct SlurmJob: Sendable {
  /// The program, by its absolute path.
  let program: String
  /// The study's directory, by its absolute path.
  let study: String
  /// Name of the study.
  let name: String
  /// What the configuration says of the cluster.
  let cluster: ClusterConfiguration
  /// Tasks of the array.
  let tasks: Int
  /// What each worker is told besides the study's path.
  let workerArguments: [String]

  /// The script of an array task.
  ///
  /// Slurm signals only the shell (`B:`), which hands the signal on and waits. It restarts no job for its exit code, so a
  /// task that was stopped by the clock puts itself back into the queue.
  var workerScript: String {
    let arguments =
      [
        program, "worker", study, "--workers", "\(cluster.cpus)", "--grace",
        "\(max(5, cluster.warning * 3 / 4))s",
      ]
      + workerArguments
    return """
      #!/bin/bash
      # Workers of the study \(ShellText.quoted(name)); submitted by 'crossmodal run --launcher slurm'.
      set -u
      warned=
      worker=
      trap 'warned=yes' USR1
      trap '[ -z "$worker" ] || kill -TERM "$worker" 2>/dev/null' TERM
      \(setup)
      \(ShellText.command(arguments)) &
      worker=$!
      while :; do
        # Again and again: a process that has just begun may lose a signal.
        if [ -n "$warned" ] && kill -USR1 "$worker" 2>/dev/null; then
          sleep 1
          continue
        fi
        wait "$worker"
        code=$?
        # A trapped signal ends the wait, not the worker.
        kill -0 "$worker" 2>/dev/null || break
      done
      if [ "$code" -gt 128 ] && [ -n "$warned" ]; then
        # The wait ended with the signal while the worker came to its end.
        wait "$worker" 2>/dev/null
        code=$?
      fi
      # 138: the signal found a worker that did not listen yet, and ended it.
      if { [ "$code" = 75 ] || [ "$code" = 138 ]; } && [ -n "$warned" ]; then
        scontrol requeue "$SLURM_JOB_ID" || echo "scontrol requeue failed; submit again with 'crossmodal run'" >&2
      fi
      exit "$code"

      """
  }

  /// The script of the job that writes the report when all workers have ended, however they did.
  var reportScript: String {
    """
    #!/bin/bash
    # Report of the study \(ShellText.quoted(name)); submitted by 'crossmodal run --launcher slurm'.
    set -u
    \(setup)
    exec \(ShellText.command([program, "report", study]))

    """
  }

  /// Arguments of sbatch for one chunk of the array.
  func arrayArguments(indices: Range<Int>) -> [String] {
    var arguments = common(
      "--output=\(pattern("slurm-%A_%a.log"))", jobName: shortName)
    let throttle = cluster.tasksAtOnce.map { "%\($0)" } ?? ""
    arguments += [
      "--array=0-\(indices.count - 1)\(throttle)", "--requeue", "--signal=B:USR1@\(cluster.warning)",
      "--cpus-per-task=\(cluster.cpus)",
    ]
    if let time = cluster.time { arguments.append("--time=\(time)") }
    if let memory = cluster.memory { arguments.append("--mem=\(memory)") }
    return arguments + cluster.options + [workerScriptPath]
  }

  /// Arguments of sbatch for the report.
  func reportArguments(after jobs: [String]) -> [String] {
    common("--output=\(pattern("slurm-%j-report.log"))", jobName: shortName + "-report")
      + ["--dependency=afterany:" + jobs.joined(separator: ":"), "--requeue"] + cluster.options + [
        reportScriptPath
      ]
  }

  /// Where the worker's script is kept.
  var workerScriptPath: String { study + "/slurm/worker.sh" }
  /// Where the report's script is kept.
  var reportScriptPath: String { study + "/slurm/report.sh" }

  private var setup: String { cluster.setup.joined(separator: "\n") }

  private func common(_ output: String, jobName: String) -> [String] {
    ["--parsable", "--job-name=\(jobName)", output, "--open-mode=append"]
      + (cluster.partition.map { ["--partition=\($0)"] } ?? [])
      + (cluster.account.map { ["--account=\($0)"] } ?? [])
  }

  // A percent sign in a directory's name must not be taken for one of sbatch's own.
  private func pattern(_ file: String) -> String { study.replacing("%", with: "%%") + "/logs/" + file }

  private var shortName: String {
    String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") ? $0 : "_" }.prefix(60))
  }
}
