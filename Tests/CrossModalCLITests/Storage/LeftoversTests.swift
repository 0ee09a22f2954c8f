import Foundation
import Testing

@testable import Dense
@testable import VectorFiles

/// Nothing stays of a command that is ended in the middle of its work, and it says so.
@Suite(.serialized) struct LeftoversTests {
  /// A directory with vectors whose distances take a while to write.
  private final class Large: Sendable {
    let files: VectorFiles
    let inputs: [String]

    init(rows: Int = 6000) throws {
      files = try VectorFiles()
      var stream = RandomStream(StreamKey(seed: 3))
      let matrix = Matrix<Float>(rows: rows, columns: 24) { _, _ in Float(stream.uniform()) }
      try NPYFile.write(matrix.view, to: files.path("large.npy"))
      inputs = try FileManager.default.contentsOfDirectory(atPath: files.directory).sorted()
    }

    var entries: [String] {
      get throws { try FileManager.default.contentsOfDirectory(atPath: files.directory).sorted() }
    }

    /// Runs `distances` and sends a signal when its output is under way.
    func interrupted(_ signal: Int32, environment: [String: String?] = [:]) async throws -> Program.Result {
      let output = files.path("d.npy")
      let command = ["distances", files.path("large.npy"), "-o", output]
      return try await interruptedBefore(output) {
        try await Program.run(command, environment: environment) { [files] process in
          await waitForUnfinishedFile(process, in: files.directory)
          kill(process, signal)
        }
      }
    }
  }

  @Test("an output that is under way is gone, kill -9 or not", arguments: [SIGINT, SIGTERM, SIGKILL])
  func unfinished(_ signal: Int32) async throws {
    let large = try Large()
    let result = try await large.interrupted(signal)
    #expect(result.code == [SIGINT: 130, SIGTERM: 75, SIGKILL: 137][signal])
    #expect(try large.entries == large.inputs)
    switch signal {
    case SIGINT: #expect(result.errors.hasSuffix("crossmodal: interrupted\n"))
    case SIGTERM:
      #expect(
        result.errors.hasSuffix(
          "crossmodal: stopped by a signal before the end; run the same command again\n"))
    default: #expect(result.errors.isEmpty)
    }
  }

  @Test("where a file needs a name, signals take it away, and the next command what kill -9 left")
  func named() async throws {
    let large = try Large()
    let folder = try VectorFiles()
    let faults = try await FaultLibrary(in: folder.directory).environment(["NO_UNNAMED_FILES": "1"])
    for signal in [SIGINT, SIGTERM] {
      #expect(try await large.interrupted(signal, environment: faults).code == (signal == SIGINT ? 130 : 75))
      #expect(try large.entries == large.inputs)
    }
    #expect(try await large.interrupted(SIGKILL, environment: faults).code == 137)
    let left = try large.entries.filter { !large.inputs.contains($0) }
    try #require(left.count == 1 && left[0].hasPrefix(".crossmodal-") && left[0].hasSuffix(".tmp"))
    // A file that may be being written at this moment stays.
    let small = ["distances", large.files.path("a.npy"), "-o", large.files.path("s.npy")]
    #expect(try await Program.run(small, environment: faults).code == 0)
    #expect(try large.entries.contains(left[0]))
    try FileManager.default.setAttributes(
      [.modificationDate: Date.now.addingTimeInterval(-3600)], ofItemAtPath: large.files.path(left[0]))
    #expect(try await Program.run(small, environment: faults).code == 0)
    #expect(try large.entries == (large.inputs + ["s.npy"]).sorted())
  }

  @Test("the same bytes, by whichever way a file gets its name") func everyWay() async throws {
    let files = try VectorFiles()
    let library = try await FaultLibrary(in: files.directory)
    var outputs: [Data] = []
    for (number, faults) in [[:], ["NO_UNNAMED_FILES": "1"], ["NO_LATE_NAMES": "1"]].enumerated() {
      // Once new, once in place of a file.
      for _ in 0..<2 {
        let output = files.path("d\(number).npy")
        let result = try await Program.run(
          ["distances", files.path("a.npy"), "-o", output], environment: library.environment(faults))
        #expect(result.code == 0, "\(result.errors)")
        outputs.append(try Data(contentsOf: URL(fileURLWithPath: output)))
      }
    }
    #expect(outputs[0].count > 10_000 && outputs.allSatisfy { $0 == outputs[0] })
    let hidden = try FileManager.default.contentsOfDirectory(atPath: files.directory).filter {
      $0.hasPrefix(".")
    }
    #expect(hidden.isEmpty)
  }

  @Test("what a command leaves, whenever it is interrupted, is its whole output or nothing")
  func anyCommand() async throws {
    let large = try Large(rows: 1500)
    let (files, input) = (large.files, large.files.path("large.npy"))
    let commands = [
      ["neighbors", input, "-o", files.path("o.npy")], ["convert", input, files.path("o.csv")],
      ["features", "pca", input, "-o", files.path("o.npy"), "--dimensions", "8"],
      ["train", input, input, "-o", files.path("o.safetensors"), "--model", "nn", "--epochs", "500"],
      ["compare", input, input, "-o", files.path("o.html"), "--permutations", "500"],
      ["overlap", input, input, "--per-item", files.path("o.csv")],
    ]
    /// The bytes of what there is beside the inputs, which goes.
    @Sendable func taken() throws -> [Data] {
      try large.entries.filter { !large.inputs.contains($0) }.map { name in
        defer { try? FileManager.default.removeItem(atPath: files.path(name)) }
        return try Data(contentsOf: URL(fileURLWithPath: files.path(name)))
      }
    }
    for command in commands {
      let start = ContinuousClock.now
      try #require(await Program.run(command).code == 0)
      let duration = ContinuousClock.now - start
      let outputs = try taken()
      let output = try #require(outputs.count == 1 ? outputs[0] : nil)
      for signal in [SIGINT, SIGKILL] {
        for wait in [0.4, 0.6, 0.8, 1].map({ duration * $0 }) {
          let result = try await Program.run(command) { process in
            try? await Task.sleep(for: wait)
            kill(process, signal)
          }
          let left = try taken()
          // A signal may come between the moment that an output has its name and the end. What tells seconds differs a little.
          let isWhole = left.count == 1 && abs(left[0].count - output.count) < 64
          #expect(
            result.code == 0 ? isWhole : result.code == 128 + signal && (left.isEmpty || isWhole),
            "\(command) after \(wait): \(result.code) \(left) \(output)")
        }
      }
    }
  }

  @Test("an export that is ended leaves nothing, and the next one removes what kill -9 left")
  func export() async throws {
    let small = try SmallStudy(epochs: 500)
    try #require(await small.run().code == 0)
    let before = try FileManager.default.contentsOfDirectory(atPath: small.directory).sorted()
    let command = ["export", small.study(), "--to", "models", "-o", small.directory + "/maps"]
    @Sendable func parts() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: small.directory).sorted()
        .filter { !before.contains($0) }
    }
    for signal in [SIGINT, SIGTERM, SIGKILL] {
      let result = try await interruptedBefore(small.directory + "/maps") {
        try await Program.run(command) { process in
          await waitFor { ((try? parts()) ?? []).contains { $0.hasPrefix("maps.part-") } }
          kill(process, signal)
        }
      }
      #expect(result.code == [SIGINT: 130, SIGTERM: 75, SIGKILL: 137][signal], "\(result.errors)")
      let left = try parts()
      if signal == SIGKILL {
        #expect(left.count == 1 && left[0].hasPrefix("maps.part-"))
      } else {
        #expect(left.isEmpty && result.errorLines.count == 1)
      }
    }
    let whole = try await Program.run(command)
    #expect(whole.code == 0, "\(whole.errors)")
    #expect(try parts() == ["maps"])
  }
}

/// Waits until a process has a file of a directory open that has no name, or a hidden one, or has ended.
private func waitForUnfinishedFile(_ process: pid_t, in directory: String) async {
  let folder = "/proc/\(process)/fd"
  await waitFor {
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return numbers.isEmpty
      || numbers.contains { number in
        let place = try? FileManager.default.destinationOfSymbolicLink(atPath: folder + "/" + number)
        guard let place, place.hasPrefix(directory) else { return false }
        return place.hasSuffix(" (deleted)") || place.contains("/.crossmodal-")
      }
  }
}
