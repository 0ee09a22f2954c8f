import Foundation
import Testing

@testable import CrossModalCLI

/// What all commands share: quiet, verbose, versions, help for names that are none.
@Suite struct ConsoleOptionsTests {
  @Test func quietLeavesErrorsAlone() async throws {
    let files = try VectorFiles()
    let arguments = ["convert", files.path("a.npy"), files.path("z.csv")]
    let loud = try await Program.run(arguments)
    #expect(loud.code == 0 && !loud.errors.isEmpty)
    let quiet = try await Program.run(arguments + ["--quiet"])
    #expect(quiet.code == 0 && quiet.errors.isEmpty)
    let wrong = try await Program.run(["convert", files.path("none.npy"), files.path("z.csv"), "-q"])
    #expect(wrong.code == 74 && wrong.errorLines.count == 1)
  }

  @Test func verboseSaysWhatItTook() async throws {
    let files = try VectorFiles()
    let result = try await Program.run(["overlap", files.path("a.npy"), files.path("b.npy"), "-v"])
    let last = try #require(result.errorLines.last)
    #expect(
      result.code == 0 && last.contains("OpenBLAS") && last.contains("processor time")
        && last.hasSuffix("MiB"))
    let both = try await Program.run(["overlap", files.path("a.npy"), files.path("b.npy"), "-v", "-q"])
    #expect(both.code == 64 && both.errors.contains("--quiet and --verbose: give only one of them"))
  }

  @Test(arguments: [
    (["pln"], "'pln': no such command (did you mean 'plan'?); see 'crossmodal --help'"),
    (["help", "nosuch"], "'nosuch': no such command; see 'crossmodal --help'"),
    (["features", "pcb"], "'pcb': no such command (did you mean 'pca'?); see 'crossmodal features --help'"),
    (
      ["help", "features", "lsb"],
      "'lsb': no such command (did you mean 'lsa'?); see 'crossmodal features --help'"
    ),
  ])
  func aMistypedCommand(_ arguments: [String], _ line: String) async throws {
    let result = try await Program.run(arguments)
    #expect(result.code == 64 && result.output.isEmpty)
    #expect(result.errors == "crossmodal: \(line)\n")
  }

  @Test func helpOfCommandsThatThereAre() async throws {
    for arguments in [["help"], ["help", "run"], ["help", "features", "pca"], ["features", "--help"]] {
      let result = try await Program.run(arguments)
      #expect(result.code == 0 && result.output.contains("USAGE: crossmodal"))
      #expect(
        result.output.split(separator: "\n").filter { !$0.hasPrefix("USAGE") }.allSatisfy { $0.count <= 80 })
    }
  }

  @Test(
    arguments: [
      ("", ["TERM": "xterm", "NO_COLOR": nil], true), ("", ["TERM": "xterm", "NO_COLOR": "1"], false),
      ("", ["TERM": "dumb", "NO_COLOR": nil], false),
      (" --no-color", ["TERM": "xterm", "NO_COLOR": nil], false),
    ] as [(String, [String: String?], Bool)])
  func errorsAreMarkedOnATerminal(_ option: String, _ environment: [String: String?], _ isMarked: Bool)
    async throws
  {
    let line = "'\(Program.path)' inspect /nowhere.npy\(option)"
    let shown = try await Program.run(
      executable: "/usr/bin/script", ["-qec", line, "/dev/null"], environment: environment)
    #expect(
      shown.output.contains("\u{1B}[31mcrossmodal:\u{1B}[0m /nowhere.npy") == isMarked, "\(shown.output)")
    #expect(shown.output.contains("\u{1B}") == isMarked)
    let piped = try await Program.run(
      ["inspect", "/nowhere.npy"], environment: ["TERM": "xterm", "NO_COLOR": nil])
    #expect(piped.errors.hasPrefix("crossmodal: /nowhere.npy"))
  }

  @Test func allProgramsHaveTheVersion() async throws {
    let folder = (Program.path as NSString).deletingLastPathComponent
    for name in ["crossmodal", "bench", "crossmodal-matrix"] {
      for flag in ["--version", "-V"] {
        let result = try await Program.run(executable: "\(folder)/\(name)", [flag])
        #expect(result.code == 0, "\(name) \(flag)")
        let pattern = /\S+ \d+\.\d+\.\d+( \([0-9a-f]{7}(, modified)?\))?\n/
        #expect(
          result.output.wholeMatch(of: pattern) != nil && result.output.hasPrefix("\(name) "),
          "\(result.output)")
      }
    }
  }

  @Test func anUnknownErrorIsTheSystemsLine() {
    let status = ExitStatus(NSError(domain: NSPOSIXErrorDomain, code: Int(ENOSPC)))
    let message = status.message ?? ""
    #expect(status.code == 74 && message.contains("space") && !message.contains("Domain="), "\(message)")
    #expect(ExitStatus(CommandFailure.usage("x")).code == 64)
  }

  @Test(arguments: ["run", "compare", "train", "similarity", "overlap"])
  func helpListsNoValueThatIsRefused(_ command: String) async throws {
    let help = try await Program.run([command, "--help"]).output
    // Values are listed over several lines.
    let lists = help.replacing(/\s+/, with: " ").matches(of: /values: [^)]*/).map { String($0.0) }
    #expect(!lists.contains { $0.contains("linear") || $0.contains("inner-product") }, "\(lists)")
  }
}

/// What is printed on a terminal fits into 80 columns.
@Suite struct TerminalWidthTests {
  @Test func longSentencesGoOnBelow() {
    let sentence = String(repeating: "word ", count: 30) + "end"
    let lines = StandardOutput.fitted("short\n    " + sentence + "\n").split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "short" && lines.last == "" && lines.count > 3)
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines[1].hasPrefix("    word") && lines[2].hasPrefix("      word"))
    #expect(lines.dropFirst().flatMap { $0.split(separator: " ") } == sentence.split(separator: " "))
  }

  @Test func detailsOfAnOverlapFit() async throws {
    let files = try VectorFiles()
    let result = try await Program.run(
      [
        "overlap", files.path("a.npy"), files.path("b.npy"), "--metric", "both", "--details",
        "--permutations", "9",
      ])
    let lines = result.output.split(separator: "\n").filter { $0.hasPrefix("    ") }
    #expect(result.code == 0 && lines.count > 6)
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(result.output)")
    for word in ["Jaccard", "permuted", "hubs first: skewness", "maximum"] {
      #expect(result.output.contains(word))
    }
  }
}
