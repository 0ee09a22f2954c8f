import Foundation
import Testing

@testable import Settings
@testable import VectorFiles

/// Feeds inputs to one reader and watches time and memory.
struct FuzzRun {
  /// Inputs over all targets; CROSSMODAL_FUZZ_COUNT sets it.
  static let count =
    ProcessInfo.processInfo.environment["CROSSMODAL_FUZZ_COUNT"].flatMap { Int($0) } ?? 15_000
  /// With a count of one's own nothing else runs in this process, so that its memory can be measured.
  static let measuresMemory = ProcessInfo.processInfo.environment["CROSSMODAL_FUZZ_COUNT"] != nil
  /// "TARGET:NUMBER" runs one input only; CROSSMODAL_FUZZ_ONLY sets it.
  static let only = ProcessInfo.processInfo.environment["CROSSMODAL_FUZZ_ONLY"]
  /// The longest that an input may take, in seconds.
  static let longest = 1.0
  /// Inputs between two looks at the memory.
  private static let batch = 1000

  /// The input that is read at the moment, for whoever finds this process dead.
  static let log = ProcessInfo.processInfo.environment["CROSSMODAL_FUZZ_LOG"]

  /// How many inputs were accepted and how many refused.
  var accepted = 0
  var refused = 0

  /// Runs inputs 0 ..< count.
  static func run(_ target: FuzzTarget, count: Int) throws -> FuzzRun {
    let seeds = try target.seeds()
    #expect(!seeds.isEmpty)
    let directory = NSTemporaryDirectory() + "crossmodal-fuzz-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let path = directory + "/input" + target.ending
    var run = FuzzRun()
    var numbers = 0..<count
    if let only {
      let parts = only.split(separator: ":")
      guard parts.first.map(String.init) == target.name, let number = parts.last.flatMap({ Int($0) }) else {
        return run
      }
      numbers = number..<number + 1
    }
    for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: batch) {
      let before = measuresMemory ? Memory.resetPeak() : nil
      var largest = 0
      for number in start..<min(start + batch, numbers.upperBound) {
        var generator = FuzzGenerator(target: target.name, number: number)
        let input = Mutation.input(from: seeds, &generator)
        largest = max(largest, input.count)
        try run.read(input, number, target, path)
      }
      if let before, let peak = Memory.peak() {
        #expect(
          peak - before <= 2 * largest + 64 << 20,
          "\(target.name), inputs from \(start): \(peak - before) bytes for files of at most \(largest)")
      }
    }
    return run
  }

  private mutating func read(_ input: [UInt8], _ number: Int, _ target: FuzzTarget, _ path: String) throws {
    try Data(input).write(to: URL(filePath: path))
    if let log = Self.log { try Data("\(target.name):\(number)\n".utf8).write(to: URL(filePath: log)) }
    let began = ContinuousClock.now
    do {
      try target.read(path)
      accepted += 1
    } catch let error as DataFileError {
      #expect(error.kind == .content, "\(target.name):\(number): \(error)")
      Self.checkLine(error.description, target, number)
      refused += 1
    } catch let error as ConfigurationError {
      Self.checkLine(error.description, target, number)
      refused += 1
    } catch {
      Issue.record("\(target.name):\(number): \(error)")
    }
    let seconds = Double((ContinuousClock.now - began) / .microseconds(1)) / 1e6
    #expect(seconds < Self.longest, "\(target.name):\(number) took \(seconds) s")
  }

  private static func checkLine(_ line: String, _ target: FuzzTarget, _ number: Int) {
    #expect(
      !line.contains(where: \.isNewline) && line.utf8.count < 2000, "\(target.name):\(number): \(line)")
  }
}

/// The resident memory of this process, from /proc.
enum Memory {
  /// Lets the peak begin again at the present size, which is returned; nil where the system cannot.
  static func resetPeak() -> Int? {
    guard (try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))) != nil else { return nil }
    return value("VmRSS:")
  }

  /// The largest size since then.
  static func peak() -> Int? { value("VmHWM:") }

  private static func value(_ name: String) -> Int? {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
    return line?.split(separator: " ").dropLast().last.flatMap { Int($0) }.map { $0 << 10 }
  }
}
