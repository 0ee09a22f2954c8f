import Foundation
import Testing

/// Waits until something is so, for half a minute at most.
func waitFor(_ isSo: () -> Bool) async {
  for _ in 0..<3000 {
    if isSo() { return }
    try? await Task.sleep(for: .milliseconds(10))
  }
}

/// Waits until a file is there.
func waitForFile(_ path: String) async { await waitFor { FileManager.default.fileExists(atPath: path) } }

/// Waits until a study's journals hold this many lines.
func waitForFits(_ small: SmallStudy, _ count: Int, in name: String = "study") async {
  let folder = small.study(name) + "/journals"
  await waitFor {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let lines = names.reduce(0) { sum, file in
      let bytes = FileManager.default.contents(atPath: folder + "/" + file)
      return sum + (bytes?.count { $0 == UInt8(ascii: "\n") } ?? 0)
    }
    return lines >= count
  }
}

/// Waits until a worker is at work in a study: it takes signals then.
func waitForClaim(_ study: String) async {
  await waitFor {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: study + "/claims")) ?? []
    return names.contains { !$0.hasPrefix(".") }
  }
}

/// Runs a command that gets a signal, until the signal comes before the command's output is there: one that comes later, on a
/// machine with much to do, tells nothing.
func interruptedBefore(
  _ output: String, removing made: String? = nil, run: () async throws -> Program.Result
) async throws -> Program.Result {
  for _ in 0..<20 {
    let result = try await run()
    if !FileManager.default.fileExists(atPath: output) { return result }
    try FileManager.default.removeItem(atPath: made ?? output)
  }
  Issue.record("20 signals came after \(output) was there")
  throw POSIXError(.ETIMEDOUT)
}
