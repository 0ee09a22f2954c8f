import Foundation
import Testing

/// A study whose sides have names of their own, from outside.
@Suite struct NamedSidesTests {
  private static let cells = ["audio-to-fmri", "fmri-to-audio"].map { "music/clap/v1/\($0)/mse/lin" }

  private func write(_ directory: String) throws {
    func table(_ columns: Int, _ step: Int) -> String {
      (0..<60).map { row in
        // Rows 3 and 4 are equal on the first side.
        let place = row == 4 && columns == 3 ? 3 : row
        return (0..<columns).map { "\(Double((place * step + $0 * 11) % 61) / 61)" }.joined(separator: ",")
          + "\n"
      }.joined()
    }
    try table(3, 37).write(toFile: directory + "/a.csv", atomically: true, encoding: .utf8)
    try table(2, 17).write(toFile: directory + "/f.csv", atomically: true, encoding: .utf8)
    try """
    version: 1
    name: listening
    dataset: {name: music, sides: [audio, fmri], audio: {clap: {file: a.csv}}, fmri: {v1: {file: f.csv}}}
    protocol: {kind: cross-validation, folds: 2}
    models: [lin]
    losses: [mse]
    grid: {learning-rate: [0.01]}
    training: {max-epochs: 2}
    measures: {k: 3}
    """.write(toFile: directory + "/x.yaml", atomically: true, encoding: .utf8)
  }

  @Test func theNamesStandWhereverSidesAreNamed() async throws {
    let directory = NSTemporaryDirectory() + "crossmodal-sides-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try write(directory)
    let (file, study) = (directory + "/x.yaml", directory + "/s")
    let plan = try await Program.run(["plan", file, "--json"])
    #expect(plan.output.contains(#""image": "clap", "text": "v1", "direction": "audio-to-fmri""#))
    let run = try await Program.run(["run", file, "--study", study, "--workers", "1"])
    #expect(run.code == 0 && run.errors.contains("audio/clap: 2 equal rows"), "\(run.errors)")
    #expect(run.errors.contains("repeated rows: 2 of audio/clap (60 rows in all)"))
    let best = try await Program.run(["best", study, "--json"])
    #expect(Self.cells.allSatisfy { best.output.contains("\"\($0)\"") }, "\(best.output)")
    let results = try await Program.run(["results", study])
    #expect(
      results.output.contains("\nsearch,\(Self.cells[0])/lr=0.01/fold=0,music,clap,v1,audio-to-fmri,mse,lin,")
    )
    let written = [run, best, results].map { $0.output + $0.errors }.joined()
    #expect(!written.contains("image-to-text") && !written.contains("text-to-image"))
    let report = try await Program.run(["report", study, "-o", directory + "/r"])
    #expect(report.code == 0, "\(report.errors)")
    func page(_ name: String) throws -> String {
      try String(contentsOfFile: directory + "/r/" + name, encoding: .utf8)
    }
    let html = try page("index.html")
    for text in ["audio → fmri", "fmri → audio", "clap (audio)", "v1 (fmri)", "audio/clap: 2 equal rows"] {
      #expect(html.contains(text), "\(text)")
    }
    #expect(try page("tables/mse-cosine.csv").contains(",music,v1,audio-to-fmri,lin,clap,measured,"))
    #expect(try page("tables/mse-cosine.tex").contains("audio $\\rightarrow$ fmri & lin"))
  }

  @Test func otherNamesAreRefusedForTheStudy() async throws {
    let directory = NSTemporaryDirectory() + "crossmodal-sides-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try write(directory)
    let (file, study) = (directory + "/x.yaml", directory + "/s")
    let run = try await Program.run(["run", file, "--study", study, "--workers", "1"])
    #expect(run.code == 0, "\(run.errors)")
    let other = directory + "/y.yaml"
    try String(contentsOfFile: file, encoding: .utf8).replacing("fmri", with: "eeg")
      .write(toFile: other, atomically: true, encoding: .utf8)
    let refused = try await Program.run(["run", other, "--study", study])
    #expect(
      refused.code == 64
        && refused.errors.contains("dataset.sides is [audio, fmri] there and [audio, eeg] here"))
    let steps = "dataset.audio.clap.steps=[{pca: 3000}]"
    let wide = try await Program.run(["run", file, "--study", directory + "/t", "--set", steps])
    #expect(wide.code == 65 && wide.errors.contains("dataset.audio.clap.steps: "), "\(wide.errors)")
  }
}
