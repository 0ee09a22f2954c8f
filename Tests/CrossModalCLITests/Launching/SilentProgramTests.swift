import Foundation
import Testing

@testable import Dense
@testable import VectorFiles

/// Programs that never answer, and programs that are not there: one line, nothing is waited for without end, and nothing of
/// them stays.
@Suite(.serialized) struct SilentProgramTests {
  /// A folder of programs, alone in `PATH` but for those that scripts need.
  private final class Programs: Sendable {
    let folder = NSTemporaryDirectory() + "crossmodal-programs-\(UUID().uuidString)"

    init() throws {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A script of this name. Each call is noted.
    func add(_ name: String, _ script: String) throws {
      let path = folder + "/" + name
      try "#!/bin/bash\necho $0 \"$@\" >>\(folder)/calls\n\(script)\n".write(
        toFile: path, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    /// A program that never ends, with a child that holds its output open.
    func addSilent(_ name: String) throws {
      try add(
        name, "/bin/sleep 1000000 &\necho $! >>\(folder)/processes\necho $$ >>\(folder)/processes\nwait")
    }

    var environment: [String: String?] { ["PATH": folder, "CROSSMODAL_PROGRAM_TIMEOUT": "1"] }

    var calls: String { (try? String(contentsOfFile: folder + "/calls", encoding: .utf8)) ?? "" }

    /// Those of the silent programs, and of their children, that live.
    var living: [Int32] {
      ((try? String(contentsOfFile: folder + "/processes", encoding: .utf8)) ?? "").split(separator: "\n")
        .compactMap { Int32($0) }.filter { process in
          // One that has ended and that nobody has asked after is no longer alive.
          let state = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
          return state.map { !$0.contains(") Z ") } ?? false
        }
    }
  }

  private func expectSilence(_ result: Program.Result, _ programs: Programs, _ words: String) {
    #expect(result.code == 69 && result.errorLines.count == 1, "\(result.errors)")
    #expect(result.errors.contains("no answer to '") && result.errors.contains(words), "\(result.errors)")
    #expect(result.errors.contains("CROSSMODAL_PROGRAM_TIMEOUT"), "\(result.errors)")
    #expect(programs.living.isEmpty)
  }

  @Test func gnuplot() async throws {
    let small = try SmallStudy()
    try #require(await small.run().code == 0)
    let files = try VectorFiles()
    let programs = try Programs()
    try programs.addSilent("gnuplot")
    let commands = [
      ["report", small.study()],
      ["compare", files.path("a.npy"), files.path("b.npy"), "-o", files.path("page.html")],
      ["overlap", files.path("a.npy"), files.path("b.npy"), "-k", "1-10", "--plot", files.path("p.svg")],
    ]
    for command in commands {
      let result = try await Program.run(command, environment: programs.environment)
      expectSilence(result, programs, "gnuplot: no answer to '--version' in 1 s")
      #expect(result.output.isEmpty)
    }
    // One that tells its version and then draws for ever.
    try programs.add(
      "gnuplot",
      "[ \"$1\" = --version ] && { echo gnuplot 9; exit; }\n/bin/sleep 1000000 &\necho $! >>\(programs.folder)/processes\nwait"
    )
    let drawn = try await Program.run(["report", small.study()], environment: programs.environment)
    expectSilence(drawn, programs, "gnuplot: no answer to '--default-settings -' in 1 s")
    let wrong = try await Program.run(
      ["report", small.study()], environment: ["CROSSMODAL_PROGRAM_TIMEOUT": "soon"])
    #expect(wrong.code == 64 && wrong.errorLines.count == 1 && wrong.errors.contains("'soon'"))
  }

  @Test("Ctrl-C ends what a command waits for") func interrupted() async throws {
    let small = try SmallStudy()
    try #require(await small.run().code == 0)
    let programs = try Programs()
    try programs.addSilent("gnuplot")
    let result = try await Program.run(["report", small.study()], environment: ["PATH": programs.folder]) {
      process in
      await waitFor { programs.living.count == 2 }
      kill(process, SIGINT)
    }
    #expect(result.code == 130)
    await waitFor { programs.living.isEmpty }
    #expect(programs.living.isEmpty)
  }

  @Test("Slurm that does not answer, or is not there, is told before data are copied") func slurm()
    async throws
  {
    let small = try SmallStudy()
    let programs = try Programs()
    let command = ["run", small.configuration, "--study", small.study(), "--launcher", "slurm"]
    func run() async throws -> Program.Result {
      try await Program.run(command, environment: programs.environment)
    }
    let missing = try await run()
    #expect(
      missing.code == 69 && missing.errorLines.count == 1 && missing.errors.contains("is Slurm installed"))
    try programs.addSilent("sbatch")
    try programs.addSilent("scontrol")
    expectSilence(try await run(), programs, "scontrol: no answer to 'show config'")
    #expect(!FileManager.default.fileExists(atPath: small.study()))
    try programs.add("scontrol", "echo 'MaxArraySize            = 1001'")
    expectSilence(try await run(), programs, "squeue")
    #expect(FileManager.default.fileExists(atPath: small.study() + "/manifest.json"))
  }

  @Test("a study of other kernels is not given to Slurm") func kernels() async throws {
    let small = try SmallStudy()
    let programs = try Programs()
    try programs.add("scontrol", "echo 'MaxArraySize            = 1001'")
    try programs.add("sbatch", "echo 17")
    let command = ["run", small.configuration, "--study", small.study(), "--launcher", "slurm"]
    func run(_ kernel: String, _ more: [String] = []) async throws -> Program.Result {
      var environment = programs.environment
      environment["OPENBLAS_CORETYPE"] = kernel
      return try await Program.run(command + ["--kernels", "openblas"] + more, environment: environment)
    }
    let first = try await run("Haswell")
    #expect(first.code == 0 && first.output == "17\n17\n", "\(first.errors)")
    let submitted = programs.calls.split(separator: "\n").count { $0.contains("/sbatch ") }
    #expect(submitted == 2)
    let other = try await run("Sandybridge")
    #expect(other.code == 69 && other.errorLines.count == 1, "\(other.errors)")
    #expect(other.errors.contains("Sandybridge") && other.errors.contains("--allow-mixed-kernels"))
    #expect(programs.calls.split(separator: "\n").count { $0.contains("/sbatch ") } == 2)
    #expect(try await run("Sandybridge", ["--allow-mixed-kernels"]).code == 0)
    #expect(programs.calls.split(separator: "\n").count { $0.contains("/sbatch ") } == 4)
  }

  @Test func matrixReader() async throws {
    let programs = try Programs()
    let own = programs.folder + "/crossmodal"
    try copyProgram(to: own)
    try programs.addSilent("crossmodal-matrix")
    let matrix = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("ForeignFilesTests/Golden/v5.mat").path
    let result = try await Program.run(
      executable: own, ["inspect", matrix], environment: programs.environment)
    expectSilence(result, programs, "crossmodal-matrix: no answer to 'list \(matrix)' in 1 s")
  }

  @Test func doctor() async throws {
    let programs = try Programs()
    let none = try await Program.run(["doctor", "--json"], environment: programs.environment)
    #expect(none.code == 0 && none.output.contains("\"gnuplot\" : \"not found\""))
    #expect(none.output.contains("\"slurm\" : \"not found\"") && none.output.contains("\"diskFree\" : "))
    try programs.addSilent("gnuplot")
    try programs.add("sbatch", "echo slurm 99.1")
    let text = try await Program.run(["doctor"], environment: programs.environment)
    #expect(text.code == 0 && text.output.contains("gnuplot          does not answer"))
    #expect(text.output.contains("Slurm            slurm 99.1") && text.output.contains("memory   "))
    #expect(text.output.contains("gnuplot is here and does not answer") && programs.living.isEmpty)
  }
}
