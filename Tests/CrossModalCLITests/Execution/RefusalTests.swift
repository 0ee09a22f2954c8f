import Foundation
import Testing

/// What a study refuses, with one line and the right exit code.
@Suite(.serialized) struct RefusalTests {
  @Test func anotherConfigurationInTheSameDirectory() async throws {
    let small = try SmallStudy()
    try #require(await small.run().code == 0)
    let other = try await small.run("study", workers: 1, ["--set", "training.max-epochs=4"])
    #expect(other.code == 64)
    #expect(other.errorLines.count == 1)
    #expect(other.errors.contains("training.max-epochs is 3 there and 4 here"))
  }

  @Test func anotherKernel() async throws {
    let small = try SmallStudy()
    // OpenBLAS takes any kernel that the processor has; all x86-64 ones that matter have these two.
    let haswell: [String: String?] = ["OPENBLAS_CORETYPE": "Haswell"]
    let first = try await small.run("study", workers: 1, ["--kernels", "openblas"], environment: haswell)
    try #require(first.code == 0)
    let other: [String: String?] = ["OPENBLAS_CORETYPE": "Sandybridge"]
    for command in [
      ["worker", small.study()], ["run", small.configuration, "--study", small.study(), "--workers", "1"],
    ] {
      let result = try await Program.run(command, environment: other)
      #expect(result.code == 69)
      #expect(result.errorLines.count == 1)
      #expect(result.errors.contains("Sandybridge") && result.errors.contains("Haswell"))
      #expect(result.errors.contains("OPENBLAS_CORETYPE") && result.errors.contains("--allow-mixed-kernels"))
    }
    let allowed = try await Program.run(
      ["worker", small.study(), "--allow-mixed-kernels"], environment: other)
    #expect(allowed.code == 0)
  }

  @Test func damagedJournal() async throws {
    let small = try SmallStudy()
    try #require(await small.run("study", workers: 1).code == 0)
    let folder = small.study() + "/journals"
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".jsonl") }.first)
    var content = try #require(FileManager.default.contents(atPath: folder + "/" + name))
    var starts = [0]
    for (place, byte) in content.enumerated() where byte == UInt8(ascii: "\n") { starts.append(place + 1) }
    content[starts[6] + 30] ^= 4
    try content.write(to: URL(fileURLWithPath: folder + "/" + name))
    for command in [["results", small.study()], ["status", small.study()], ["worker", small.study()]] {
      let result = try await Program.run(command)
      #expect(result.code == 65)
      #expect(result.errorLines.count == 1)
      #expect(result.errors.contains("\(name):7"))
    }
  }

  @Test(.enabled(if: getuid() == 0, "only root may mount")) func readOnlyDirectory() async throws {
    let small = try SmallStudy()
    try #require(await small.run("study", workers: 1, ["--set", "training.max-epochs=3"]).code == 0)
    // Root may write where the mode forbids it, so the mount is made read-only in a name space of its own.
    let script = """
      set -e
      mount --bind '\(small.directory)' '\(small.directory)'
      mount -o remount,ro,bind '\(small.directory)'
      exec '\(Program.path)' run '\(small.configuration)' --study '\(small.directory)/new'
      """
    let result = try await Program.run(executable: "/usr/bin/unshare", ["-m", "sh", "-c", script])
    #expect(result.code == 74)
    #expect(result.errorLines.count == 1)
    #expect(result.errors.contains("Read-only file system"))
  }

  @Test(.enabled(if: getuid() == 0, "only root may mount")) func fullDisk() async throws {
    let small = try SmallStudy()
    // A disk of 64 KB: there is room for the data, and not for all results.
    let script = """
      set -e
      mkdir '\(small.directory)/disk'
      mount -t tmpfs -o size=64k none '\(small.directory)/disk'
      '\(Program.path)' run '\(small.configuration)' --study '\(small.directory)/disk/study' --workers 2 || code=$?
      '\(Program.path)' results '\(small.directory)/disk/study' | wc -l
      mount -o remount,size=64m '\(small.directory)/disk'
      '\(Program.path)' run '\(small.configuration)' --study '\(small.directory)/disk/study' --workers 2
      '\(Program.path)' results '\(small.directory)/disk/study' | wc -l
      exit $code
      """
    let result = try await Program.run(executable: "/usr/bin/unshare", ["-m", "sh", "-c", script])
    #expect(result.code == 74)
    #expect(result.errors.contains("No space left on device"))
    let counts = result.output.split(separator: "\n").compactMap { Int($0) }
    try #require(counts.count == 2, "\(result.errors)")
    #expect(counts[0] > 1 && counts[0] < SmallStudy.fits + 1)
    #expect(counts[1] == SmallStudy.fits + 1)
  }

  @Test func slurmThatIsNotThere() async throws {
    let small = try SmallStudy()
    let slurm = ["run", small.configuration, "--study", small.study(), "--launcher", "slurm"]
    let shown = try await Program.run(slurm + ["--dry-run"])
    #expect(shown.code == 0 && shown.errors.isEmpty)
    #expect(shown.output.contains("sbatch --parsable") && shown.output.contains("afterany"))
    let hurried = try await Program.run(slurm + ["--dry-run", "--set", "cluster={time: \"2\", warning: 90}"])
    #expect(hurried.code == 0 && hurried.errorLines.count == 1)
    #expect(hurried.errors.contains("cluster.warning 90 in a cluster.time of 2"), "\(hurried.errors)")
    #expect(!FileManager.default.fileExists(atPath: small.study()))
    let result = try await Program.run(slurm, environment: ["PATH": "/nonexistent"])
    #expect(result.code == 69 && result.errorLines.count == 1)
    #expect(result.errors.contains("is Slurm installed here?"), "\(result.errors)")
  }
}
