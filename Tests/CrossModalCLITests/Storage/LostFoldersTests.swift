import Foundation
import Testing

/// Parts of a study that vanish: by copying, or while it runs.
@Suite(.serialized) struct LostFoldersTests {
  private let files = FileManager.default

  // Runs a study and does something to it when it has some results.
  private func disturb(
    _ small: SmallStudy, _ name: String = "study", _ change: @escaping @Sendable () throws -> Void
  ) async throws -> Program.Result {
    try await small.run(name) { process in
      await waitForFits(small, 12, in: name)
      do { try change() } catch { kill(process, SIGKILL) }
    }
  }

  private func isOneLine(_ result: Program.Result, _ words: String) -> Bool {
    result.code == 74 && result.errors.contains(words)
      && result.errorLines.count { $0.hasPrefix("crossmodal: ") } == 1
  }

  @Test("a copy without its empty folders continues") func emptyFolders() async throws {
    let small = try SmallStudy()
    #expect(try await small.run("study", workers: 1, ["--time-limit", "0.001s"]).code == 75)
    for folder in ["claims", "logs", "journals"]
    where try files.contentsOfDirectory(
      atPath: small.study() + "/" + folder
    ).isEmpty {
      try files.removeItem(atPath: small.study() + "/" + folder)
    }
    #expect(!files.fileExists(atPath: small.study() + "/claims"))
    let status = try await Program.run(["status", small.study()])
    #expect(status.code == 0 && status.output.contains("0 of 220 fits"), "\(status.errors)")
    #expect(try await Program.run(["results", small.study()]).code == 0)
    try files.copyItem(atPath: small.study(), toPath: small.study("byhand"))
    #expect(try await small.run().code == 0)
    let worker = try await Program.run(["worker", small.study("byhand")])
    #expect(worker.code == 0, "\(worker.errors)")
    #expect(try await small.results() == small.results("byhand"))
  }

  @Test("journals that are deleted under a running study are noticed") func journals() async throws {
    let small = try SmallStudy(epochs: 100)
    let folder = small.study() + "/journals"
    let all = try await disturb(small) { try FileManager.default.removeItem(atPath: folder) }
    #expect(isOneLine(all, "journals"), "\(all.code) \(all.errors)")
    let one = try await disturb(small) {
      let name = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()[0]
      try FileManager.default.removeItem(atPath: folder + "/" + name)
    }
    #expect(isOneLine(one, ".jsonl: "), "\(one.code) \(one.errors)")
    #expect(try await small.run().code == 0)
    try await small.run("whole")
    #expect(try await small.results() == small.results("whole"))
  }

  @Test("claims that are deleted under a running study are noticed") func claims() async throws {
    let small = try SmallStudy(epochs: 100)
    let folder = small.study() + "/claims"
    let result = try await disturb(small) { try FileManager.default.removeItem(atPath: folder) }
    #expect(isOneLine(result, "claims: is gone"), "\(result.code) \(result.errors)")
    #expect(try await small.run().code == 0)
    #expect(try await small.attempts().values.allSatisfy { $0 == 1 })
  }

  @Test("a study that is moved loses nothing and goes on where it is") func moved() async throws {
    let small = try SmallStudy(epochs: 100)
    let (old, new) = (small.study(), small.study("moved"))
    let result = try await disturb(small) { try FileManager.default.moveItem(atPath: old, toPath: new) }
    #expect(result.code == 74 && result.errors.contains("moved"), "\(result.code) \(result.errors)")
    #expect(!files.fileExists(atPath: old))
    let kept = try await small.results("moved").split(separator: "\n")
    #expect(kept.count > 12)
    #expect(try await small.run("moved").code == 0)
    let all = try await small.results("moved").split(separator: "\n")
    #expect(all.count == SmallStudy.fits + 1 && Set(all).isSuperset(of: kept))
    #expect(try await small.attempts("moved").values.allSatisfy { $0 == 1 })
    #expect(try Set(lines(new)).count == lines(new).count)
    // Nobody works for the old place any more.
    #expect(try lines(new).count == SmallStudy.fits)
  }

  // The units of all lines of the journals.
  private func lines(_ study: String) throws -> [String] {
    try files.contentsOfDirectory(atPath: study + "/journals").flatMap { name in
      try String(contentsOfFile: study + "/journals/" + name, encoding: .utf8).split(separator: "\n")
        .compactMap { line in
          guard let start = line.firstRange(of: #""unit":""#)?.upperBound else { return nil }
          return String(line[start...].prefix { $0 != "\"" })
        }
    }
  }

  @Test("a manifest that goes, or becomes another study's, is noticed") func manifest() async throws {
    let small = try SmallStudy(epochs: 100)
    let path = small.study() + "/manifest.json"
    let kept = small.directory + "/kept.json"
    let gone = try await disturb(small) { try FileManager.default.moveItem(atPath: path, toPath: kept) }
    #expect(isOneLine(gone, "manifest.json: is gone"), "\(gone.code) \(gone.errors)")
    try files.moveItem(atPath: kept, toPath: path)
    #expect(
      try await small.run("other", workers: 1, ["--set", "seed=6", "--time-limit", "0.001s"]).code == 75)
    let other = small.study("other") + "/manifest.json"
    let replaced = try await small.run { process in
      await waitForFits(small, 40)
      try? FileManager.default.copyItem(atPath: path, toPath: kept)
      // As an editor or a copy does: a new file in its place.
      rename(other, path)
    }
    #expect(isOneLine(replaced, "another study has taken the place"), "\(replaced.code) \(replaced.errors)")
    rename(kept, path)
    #expect(try await small.run().code == 0)
    try await small.run("whole")
    #expect(try await small.results() == small.results("whole"))
  }
}
