import Foundation
import Testing

/// `new`: a configuration for two files that checks, plans and runs as it is.
@Suite struct NewCommandTests {
  private func table(_ rows: [Int], columns: Int, named: Bool) -> String {
    rows.map { row in
      let numbers = (0..<columns).map { "\(Double((row * 7919 + $0 * 104_729) % 997) / 997)" }
      return ((named ? ["item\(row)"] : []) + numbers).joined(separator: ",")
    }.joined(separator: "\n") + "\n"
  }

  @Test func runsAsItIs() async throws {
    let files = try VectorFiles()
    let made = try await Program.run([
      "new", files.path("a.npy"), files.path("b.npy"), "-o", files.path("c.yaml"),
    ])
    #expect(made.code == 0 && made.output.isEmpty, "\(made.errors)")
    #expect(made.errors.contains("50 items, a and b; next: crossmodal run"))
    let plan = try await Program.run(["plan", files.path("c.yaml")])
    #expect(plan.code == 0 && plan.output.contains("data/a/b/a-to-b/mse/ridge"), "\(plan.errors)")
    let run = try await Program.run(
      [
        "run", files.path("c.yaml"), "--study", files.path("s"), "--set", "training.max-epochs=2",
        "--workers", "1",
      ])
    #expect(run.code == 0, "\(run.errors)")
  }

  @Test func withoutAPlaceItIsPrinted() async throws {
    let files = try VectorFiles()
    let printed = try await Program.run(["new", "a.npy", "b.npy"], in: files.directory)
    #expect(printed.code == 0 && printed.output.contains("a: {a: {file: a.npy}}"))
    let dash = try await Program.run(["new", "a.npy", "b.npy", "-o", "-"], in: files.directory)
    #expect(dash.output == printed.output)
  }

  @Test func pathsStartAtTheConfiguration() async throws {
    let files = try VectorFiles()
    try FileManager.default.createDirectory(atPath: files.path("below"), withIntermediateDirectories: true)
    let made = try await Program.run(["new", "a.npy", "b.npy", "-o", "below/c.yaml"], in: files.directory)
    #expect(made.code == 0, "\(made.errors)")
    let check = try await Program.run(["check", "below/c.yaml", "--data"], in: files.directory)
    #expect(check.code == 0, "\(check.errors)")
  }

  @Test func namesInAnotherOrderAreJoined() async throws {
    let files = try VectorFiles()
    try files.write(table(Array(0..<60), columns: 5, named: true), to: "x.csv")
    try files.write(table((10..<70).reversed(), columns: 4, named: true), to: "y.csv")
    let made = try await Program.run([
      "new", files.path("x.csv"), files.path("y.csv"), "-o", files.path("c.yaml"),
    ])
    #expect(made.code == 0 && made.errors.contains("50 items"), "\(made.errors)")
    let text = try String(contentsOfFile: files.path("c.yaml"), encoding: .utf8)
    #expect(text.contains("\n  align: names"))
    let check = try await Program.run(["check", files.path("c.yaml"), "--data"])
    #expect(check.code == 0, "\(check.errors)")
  }

  @Test func namesThatAreNone() async throws {
    let files = try VectorFiles()
    for (first, second) in [
      ("pictures.csv", "labels.csv"), ("ä.csv", "ö.csv"), ("one.csv", "one.tsv"), ("yes.csv", "12.csv"),
    ] {
      for (name, columns) in [(first, 5), (second, 4)] {
        let text = table(Array(0..<40), columns: columns, named: false)
        try files.write(name.hasSuffix("tsv") ? text.replacing(",", with: "\t") : text, to: name)
      }
      try? FileManager.default.removeItem(atPath: files.path("c.yaml"))
      let made = try await Program.run([
        "new", files.path(first), files.path(second), "-o", files.path("c.yaml"),
      ])
      #expect(made.code == 0, "\(made.errors)")
      let plan = try await Program.run(["plan", files.path("c.yaml")])
      #expect(plan.code == 0, "\(first), \(second): \(plan.errors)")
    }
  }

  @Test(arguments: [
    ("@a.npy @short.npy -o @c.yaml", 65, "40 rows"),
    ("@a.npy @none.npy -o @c.yaml", 74, "cannot be opened"),
    ("@a.npy @b.npy -o @a.npy", 64, "is read by this command"),
    ("@a.npy @b.npy -o @", 64, "is the name of a directory"),
    ("@a.npy @b.npy -o @no/c.yaml", 74, "no such file or directory"),
    ("@few.csv @few.csv -o @c.yaml", 65, "at least 25"),
    ("@a.npy @b.npy -o @there.yaml", 64, "exists; name another file"),
    ("@a.npy", 64, "Missing expected argument"),
  ])
  func refusals(_ arguments: String, _ code: Int32, _ says: String) async throws {
    let files = try VectorFiles()
    try files.write(table(Array(0..<10), columns: 3, named: false), to: "few.csv")
    try files.write("", to: "there.yaml")
    let words = arguments.split(separator: " ").map {
      $0.hasPrefix("@") ? files.path(String($0.dropFirst())) : String($0)
    }
    let result = try await Program.run(["new"] + words)
    #expect(result.code == code && result.output.isEmpty && result.errorLines.count == 1, "\(result.errors)")
    #expect(result.errors.contains(says), "\(result.errors)")
    #expect(!files.exists("c.yaml"))
  }
}
