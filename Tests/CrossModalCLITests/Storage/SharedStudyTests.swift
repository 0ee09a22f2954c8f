import Foundation
import Testing

/// A study that somebody else may read and not write, and pages that are not of this program.
@Suite(.serialized) struct SharedStudyTests {
  /// A folder of a colleague who may write nowhere else.
  private final class Colleague: Sendable {
    let folder = NSTemporaryDirectory() + "crossmodal-colleague-\(UUID().uuidString)"
    private let program: String

    init() throws {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder)
      // The folder of the build may be closed to others.
      program = folder + "/crossmodal"
      try copyProgram(to: program)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs the program as another user, where this one is root, whom no mode keeps out.
    func run(_ arguments: [String]) async throws -> Program.Result {
      let asNobody = ["--reuid", "65534", "--regid", "65534", "--clear-groups", program]
      return getuid() == 0
        ? try await Program.run(executable: "/usr/bin/setpriv", asNobody + arguments, in: folder)
        : try await Program.run(executable: program, arguments, in: folder)
    }
  }

  /// Takes the right to write from everybody, or gives it back to the owner.
  private func close(_ path: String, _ isClosed: Bool = true) async throws {
    let change = try await Program.run(executable: "/bin/chmod", ["-R", isClosed ? "a-w" : "u+w", path])
    try #require(change.code == 0)
  }

  @Test("one who may only read sees everything, and writes elsewhere") func readOnly() async throws {
    let small = try SmallStudy()
    try #require(await small.run().code == 0)
    let colleague = try Colleague()
    try await close(small.study())
    let study = small.study()
    for command in ["status", "results", "best", "verify"] {
      let result = try await colleague.run([command, study])
      #expect(result.code == 0 && !result.output.isEmpty, "\(command): \(result.errors)")
    }
    let report = try await colleague.run(["report", study, "-o", "page"])
    #expect(report.code == 0, "\(report.errors)")
    #expect(FileManager.default.fileExists(atPath: colleague.folder + "/page/index.html"))
    // Its own page may be made again.
    #expect(try await colleague.run(["report", study, "-o", "page"]).code == 0)
    let query = ["--query", "SELECT count(*) AS n FROM fits"]
    let index = try await colleague.run(["index", study, "-o", "own.sqlite"] + query)
    #expect(index.code == 0 && index.output == "n\n\(SmallStudy.fits)\n", "\(index.errors)")
    let export = try await colleague.run(["export", study, "--to", "predictions", "-o", "maps"])
    #expect(export.code == 0, "\(export.errors)")
    for (command, place) in [("report", "report"), ("index", "index.sqlite")] {
      let refused = try await colleague.run([command, study])
      #expect(refused.code == 74 && refused.errorLines.count == 1, "\(refused.errors)")
      #expect(refused.errors.contains("\(study)/\(place): cannot be written"), "\(refused.errors)")
      #expect(refused.errors.contains("ermission denied; -o names another place"), "\(refused.errors)")
    }
    for command in [["retry", study, "x"], ["run", study, "--set", "grid.learning-rate=[0.5]"]] {
      let refused = try await colleague.run(command)
      #expect(refused.code == 74 || refused.code == 64, "\(refused.errors)")
      #expect(refused.errorLines.count == 1, "\(refused.errors)")
    }
    try await close(small.study(), false)
    // An index that is there is enough for questions.
    try #require(await Program.run(["index", study]).code == 0)
    try await close(small.study())
    let asked = try await colleague.run(["index", study] + query)
    #expect(asked.code == 0 && asked.output == "n\n\(SmallStudy.fits)\n", "\(asked.errors)")
    try await close(small.study(), false)
  }

  @Test(
    "a study that a group shares is continued by each of its members",
    .enabled(if: getuid() == 0, "only root may be several users"))
  func group() async throws {
    let small = try SmallStudy(epochs: 300)
    let colleague = try Colleague()
    // A group of two, and a folder of it that hands its group on.
    let script = """
      set -e
      chgrp 61000 '\(small.directory)'
      chmod 2775 '\(small.directory)'
      as() { setpriv --reuid "$1" --regid "$1" --groups 61000 sh -c "umask $2; shift; exec \\"\\$@\\"" - - "${@:3}"; }
      program='\(colleague.folder)/crossmodal'
      as 61001 002 timeout -s INT 4 "$program" run '\(small.configuration)' --study '\(small.study())' --workers 1 || test $? = 75 -o $? = 124
      as 61002 002 "$program" run '\(small.study())' --workers 2
      as 61001 002 "$program" report '\(small.study())' >/dev/null
      as 61002 002 "$program" report '\(small.study())' >/dev/null
      as 61002 002 "$program" index '\(small.study())' >/dev/null
      as 61001 002 "$program" index '\(small.study())' --rebuild >/dev/null
      as 61001 002 "$program" verify '\(small.study())' >/dev/null
      find '\(small.study())' ! -group 61000 | wc -l
      """
    let result = try await Program.run(executable: "/bin/bash", ["-c", script])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.hasSuffix("\n0\n") || result.output == "0\n", "\(result.output)")
    #expect(try await small.results().split(separator: "\n").count == SmallStudy.fits + 1)
  }

  @Test("a report replaces nothing that is not of this program") func foreignPages() async throws {
    let small = try SmallStudy()
    try #require(await small.run().code == 0)
    let manager = FileManager.default
    func folder(_ name: String, _ file: String, _ text: String) throws -> String {
      let path = small.directory + "/" + name
      try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
      try text.write(toFile: path + "/" + file, atomically: true, encoding: .utf8)
      return path
    }
    let cases = [
      (
        try folder("site", "index.html", "<h1>mine</h1>"), Int32(64), "index.html that is not of this program"
      ),
      (try folder("texts", "thesis.tex", "x"), 64, "holds thesis.tex and no report"),
      (try folder("own-tables/tables", "mine.csv", "x").replacing("/tables", with: ""), 64, "holds tables"),
      (small.directory + "/image.csv", 64, "is a file"), (small.study(), 64, "and no report"),
      (small.directory + "/image.csv/page", 74, "cannot be written"),
      (small.directory + "/missing/page", 74, "o such file or directory"),
    ]
    for (output, code, words) in cases {
      let result = try await Program.run(["report", small.study(), "-o", output])
      #expect(result.code == code && result.errorLines.count == 1, "\(output): \(result.errors)")
      #expect(result.errors.contains(words) && result.output.isEmpty, "\(output): \(result.errors)")
    }
    #expect(
      try String(contentsOfFile: small.directory + "/site/index.html", encoding: .utf8) == "<h1>mine</h1>")
    #expect(try manager.contentsOfDirectory(atPath: small.directory + "/site") == ["index.html"])
    #expect(!manager.fileExists(atPath: small.directory + "/missing"))
    // New, and again; hidden files of an empty folder are nobody's page.
    let page = try folder("page", ".gitkeep", "")
    for _ in 0..<2 { #expect(try await Program.run(["report", small.study(), "-o", page]).code == 0) }
    try "no index".write(toFile: small.directory + "/notes.txt", atomically: true, encoding: .utf8)
    let index = try await Program.run(["index", small.study(), "-o", small.directory + "/notes.txt"])
    #expect(
      index.code == 64 && index.errorLines.count == 1 && index.errors.contains("is no index of a study"))
    #expect(try String(contentsOfFile: small.directory + "/notes.txt", encoding: .utf8) == "no index")
  }
}
