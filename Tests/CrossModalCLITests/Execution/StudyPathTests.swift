import Foundation
import Testing

/// Which study is meant, and what reads what a command prints.
@Suite(.serialized) struct StudyPathTests {
  @Test("a path without a study names those nearby") func nearby() async throws {
    let small = try SmallStudy()
    for name in ["one", "two"] {
      try #require(await small.run(name, workers: 1).code == 0)
    }
    let deep = small.directory + "/projects/year"
    try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: small.study("two"), toPath: deep + "/two")
    let cases = [
      (small.directory, "nearby: \(small.directory)/one"),
      (small.directory + "/projects", "nearby: \(deep)/two"),
      (small.directory + "/on", "nearby: \(small.directory)/one"),
      (small.configuration, "nearby: \(small.directory)/one"),
      (small.study("one") + "/journals", "nearby: \(small.study("one"))"),
      (small.directory + "/nothing/at/all", "nearby: \(small.directory)/one"),
      (deep, "nearby: \(deep)/two"),
    ]
    for (path, words) in cases {
      for command in ["status", "results", "run"] where command != "run" || path == deep {
        let result = try await Program.run([command, path])
        #expect(result.code == 74 && result.errorLines.count == 1, "\(result.errors)")
        #expect(result.errors.contains("\(path): no study here"), "\(result.errors)")
        #expect(result.errors.hasSuffix(words + "\n"), "\(result.errors)")
      }
    }
    let relative = try await Program.run(["status", "tow"], in: deep)
    #expect(relative.errors.hasSuffix("nearby: two\n"), "\(relative.errors)")
  }

  @Test("a name or a path that begins with a hyphen is no option of the workers", arguments: [true, false])
  func hyphens(byName: Bool) async throws {
    let small = try SmallStudy()
    let arguments = ["run", small.configuration, "--workers", "1"]
    let (more, made) = byName ? (["--set", "name=\"-x\""], "x.study") : (["--study=-y"], "-y")
    let result = try await Program.run(arguments + more, in: small.directory)
    #expect(result.code == 0, "\(result.errors)")
    #expect(FileManager.default.fileExists(atPath: "\(small.directory)/\(made)/manifest.json"))
  }

  @Test("run STUDY continues a study with its own configuration, from anywhere") func runStudy() async throws
  {
    let small = try SmallStudy(epochs: 200)
    let stopped = try await small.run("study", workers: 2, ["--set", "training.max-epochs=150"]) { process in
      await waitForFits(small, 5)
      kill(process, SIGTERM)
    }
    try #require(stopped.code == 75)
    let before = try await small.results().split(separator: "\n").count
    // Neither the configuration nor the data are needed any more.
    for name in ["small.yaml", "image.csv", "text.csv"] {
      try FileManager.default.removeItem(atPath: small.directory + "/" + name)
    }
    let rest = try await Program.run(["run", "study", "--workers", "2"], in: small.directory)
    #expect(rest.code == 0, "\(rest.errors)")
    #expect(rest.errors.contains("study: \(SmallStudy.fits) of \(SmallStudy.fits) fits have results"))
    let rows = try await small.results().split(separator: "\n")
    #expect(before < rows.count && rows.count == SmallStudy.fits + 1)
    #expect(try await Program.run(["verify", small.study()]).code == 0)
    let plan = try await Program.run(["plan", small.study()])
    #expect(plan.code == 0 && plan.output.contains("180"), "\(plan.errors)")
  }

  @Test("a reader that has seen enough ends a command in silence") func closedPipe() async throws {
    let small = try SmallStudy()
    try #require(await small.run().code == 0)
    let files = try VectorFiles()
    let commands = [
      "results \(small.study())", "results \(small.study()) --json", "best \(small.study())",
      "status \(small.study())", "verify \(small.study())", "manual results", "plan \(small.configuration)",
      "check \(small.configuration)", "index \(small.study()) --query 'SELECT * FROM fits'",
      "export \(small.study()) --to optuna-journal", "report \(small.study())",
      "compare \(files.path("a.npy")) \(files.path("b.npy")) --permutations 5",
      "overlap \(files.path("a.npy")) \(files.path("b.npy"))", "inspect \(files.path("a.npy"))",
      "retrieval \(files.path("a.npy")) \(files.path("a.npy"))", "--help", "doctor",
    ]
    for command in commands {
      // The reader is gone before the first byte.
      let result = try await Program.run(
        executable: "/bin/bash", ["-c", "'\(Program.path)' \(command) | :; exit ${PIPESTATUS[0]}"])
      #expect(result.code == 0, "\(command): \(result.code) \(result.errors)")
      #expect(!result.errors.contains("crossmodal:"), "\(command): \(result.errors)")
    }
    let head = try await Program.run(
      executable: "/bin/bash", ["-c", "'\(Program.path)' results \(small.study()) | head -1"])
    #expect(head.code == 0 && head.output.hasPrefix("kind,") || head.output.split(separator: "\n").count == 1)
    #expect(head.errors.isEmpty)
    // What is not a reader's wish is told.
    let full = try await Program.run(
      executable: "/bin/bash", ["-c", "'\(Program.path)' results \(small.study()) >/dev/full"])
    #expect(full.code == 74 && full.errorLines.count == 1)
  }
}
