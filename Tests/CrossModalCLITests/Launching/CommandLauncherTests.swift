import Foundation
import Testing

/// Workers that a given command starts.
@Suite(.serialized) struct CommandLauncherTests {
  /// A stand-in for ssh: notes its node, and has a shell read the rest, as the real one does on the other machine.
  private func ssh(_ small: SmallStudy) throws -> String {
    let path = small.directory + "/ssh"
    try "#!/bin/sh\necho \"$1\" >> '\(small.directory)/nodes'\nshift\nexec sh -c \"$*\"\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  @Test func workersStartedByACommandGiveTheSame() async throws {
    let small = try SmallStudy()
    try await small.run("whole")
    let path = try ssh(small)
    // Blanks and quotes in the study's path must reach the worker as they are.
    let result = try await small.run("it's far", workers: 2, ["--launcher", "\(path) node-7"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(try await small.results("it's far") == small.results("whole"))
    let nodes = try String(contentsOfFile: small.directory + "/nodes", encoding: .utf8)
    #expect(nodes == "node-7\nnode-7\n")
    let plain = try await small.run("plain", workers: 1, ["--launcher", "env OMP_NUM_THREADS=1"])
    #expect(plain.code == 0, "\(plain.errors)")
    #expect(try await small.results("plain") == small.results("whole"))
  }

  @Test func workersEndWithTheConnection() async throws {
    let small = try SmallStudy(epochs: 10_000)
    let path = try ssh(small)
    let result = try await small.run("study", workers: 2, ["--launcher", "\(path) node"]) { process in
      await waitForFits(small, 4)
      kill(process, SIGKILL)
    }
    #expect(result.code != 0)
    // Nobody told the workers, but their input is closed: nothing more is written.
    try await Task.sleep(for: .seconds(2))
    func size() throws -> Int {
      let folder = small.study() + "/journals"
      return try FileManager.default.contentsOfDirectory(atPath: folder)
        .reduce(0) {
          try $0 + (FileManager.default.attributesOfItem(atPath: "\(folder)/\($1)")[.size] as? Int ?? 0)
        }
    }
    let before = try size()
    try await Task.sleep(for: .seconds(1))
    #expect(try size() == before && before > 0)
  }

  @Test func aCommandThatIsMissingIsOneLine() async throws {
    let small = try SmallStudy()
    let result = try await small.run("study", workers: 1, ["--launcher", "no-such-command node"])
    #expect(result.code == 69 && result.errors.contains("no-such-command"), "\(result.errors)")
    for word in ["", "slrum", "lokal"] {
      #expect(try await small.run("study", workers: 1, ["--launcher", word]).code == 64)
    }
    // A command that starts nothing must not look like success.
    let nothing = try await small.run("nothing", workers: 1, ["--launcher", "true"])
    #expect(nothing.code == 75 && nothing.errors.contains("220 of 220 have no result"), "\(nothing.errors)")
  }
}
