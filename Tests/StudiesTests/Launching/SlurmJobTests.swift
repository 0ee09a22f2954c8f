import Foundation
import Testing

@testable import Studies

@Suite struct SlurmJobTests {
  private func job(
    _ name: String = "study", study: String = "/a/b", program: String = "/bin/crossmodal",
    _ change: (inout ClusterConfiguration) -> Void = { _ in }
  )
    -> SlurmJob
  {
    var cluster = ClusterConfiguration()
    change(&cluster)
    return SlurmJob(
      program: program, study: study, name: name, cluster: cluster, tasks: 5, workerArguments: [])
  }

  @Test func wordsSurviveAShell() throws {
    let words = [
      "plain", "", "two words", "it's", "$HOME `id` \\ \"x\" *", "-n", "ä\nb", "'", "''", "~", "a=b", "%A",
    ]
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "for word in \(ShellText.command(words)); do printf '%s\\0' \"$word\"; done"]
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(
      output.split(separator: 0, omittingEmptySubsequences: false).dropLast().map {
        String(decoding: $0, as: UTF8.self)
      } == words)
  }

  @Test func hostileNamesStayWords() throws {
    let hostile = job("x'; touch /tmp/owned; '\n", study: "/tmp/it's; $(touch owned) 100%")
    for script in [hostile.workerScript, hostile.reportScript] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments = ["-n", "-c", script]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    #expect(
      hostile.arrayArguments(indices: 0..<5).contains(
        "--output=/tmp/it's; $(touch owned) 100%%/logs/slurm-%A_%a.log"))
    #expect(hostile.arrayArguments(indices: 0..<5).contains("--job-name=x___touch__tmp_owned____"))
  }

  // A worker that has not begun to listen is ended by the warning: these never listen.
  @Test(
    "a task that the clock warned goes back into the queue, even if the warning ends a worker that has just begun",
    arguments: [("sleep 5", true, true), ("exit 75", false, false), ("exit 65", false, false)])
  func warned(worker: String, isWarned: Bool, isRequeued: Bool) async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    for (name, text) in [("worker", "\(worker)"), ("scontrol", "echo $* >\(directory.path)/queue")] {
      let file = directory.appendingPathComponent(name)
      try "#!/bin/bash\n\(text)\n".write(to: file, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }
    let script = job(program: directory.path + "/worker") {
      $0.setup = ["export SLURM_JOB_ID=7 PATH=\(directory.path):$PATH"] + (isWarned ? ["kill -USR1 $$"] : [])
    }.workerScript
    // Unlike Foundation's processes, one of these can be signaled.
    _ = try await WorkerProcess(program: "/bin/bash", arguments: ["-c", script]).run(ChildProcesses())
    let queue = try? String(contentsOf: directory.appendingPathComponent("queue"), encoding: .utf8)
    #expect(queue == (isRequeued ? "requeue 7\n" : nil))
  }

  @Test func everythingThatIsConfigured() {
    let arguments = job {
      ($0.partition, $0.account, $0.time, $0.memory) = ("batch", "lab", "1-12", "8G")
      ($0.cpus, $0.tasksAtOnce, $0.warning, $0.options) = (4, 3, 60, ["--qos=long"])
    }.arrayArguments(indices: 0..<5)
    for argument in [
      "--partition=batch", "--account=lab", "--time=1-12", "--mem=8G", "--cpus-per-task=4", "--array=0-4%3",
      "--signal=B:USR1@60", "--requeue", "--qos=long",
    ] {
      #expect(arguments.contains(argument), "\(argument)")
    }
    #expect(arguments.last == "/a/b/slurm/worker.sh")
    #expect(job().reportArguments(after: ["7", "8"]).contains("--dependency=afterany:7:8"))
  }

  @Test func arraysStayBelowTheLimit() {
    #expect(SlurmLauncher.chunks(5, below: 1001) == [0..<5])
    #expect(SlurmLauncher.chunks(10, below: 5) == [0..<4, 4..<8, 8..<10])
    #expect(SlurmLauncher.chunks(8, below: 5) == [0..<4, 4..<8])
    #expect(SlurmLauncher.chunks(3, below: 1) == [0..<1, 1..<2, 2..<3])
  }

  @Test func theClusterIsRead() throws {
    let text =
      Examples.minimal + """

        cluster:
          partition: batch
          time: 4:00:00
          memory: 8G
          cpus: 4
          tasks: 20
          tasks-at-once: 5
          setup: ["module load openblas", "export A='b c'"]
          options: [--constraint=avx512]
        """
    let configuration = try Examples.parse(text)
    let cluster = try #require(configuration.cluster)
    #expect(cluster.time == "4:00:00" && cluster.cpus == 4 && cluster.setup.count == 2)
    #expect(try Examples.parse(configuration.resolvedYAML) == configuration)
    #expect(configuration.identity == (try Examples.parse(Examples.minimal)).identity)
    #expect(
      Examples.error(text, "cluster.time=soon")?.contains("cluster.time: found 'soon'; allowed: a time")
        == true)
    #expect(Examples.error(text, "cluster.cpu=2")?.contains("did you mean 'cpus'") == true)
    #expect(Examples.error(text, "cluster.options=[rm]")?.contains("allowed: options of sbatch") == true)
  }
}
