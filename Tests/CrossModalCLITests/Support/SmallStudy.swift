import Foundation
import Testing

/// A directory with a small made-up data set, a configuration of 220 short fits, and room for studies of it.
final class SmallStudy: Sendable {
  /// The directory; removed when the object goes away.
  let directory: String
  /// The configuration file.
  let configuration: String

  /// - Parameters:
  ///   - epochs: more make the fits longer.
  ///   - learningRates: one of 1e30 makes its settings diverge.
  init(epochs: Int = 3, rows: Int = 300, learningRates: String = "[0.01, 0.001]", extra: String = "") throws {
    directory = NSTemporaryDirectory() + "crossmodal-test-\(UUID().uuidString)"
    configuration = directory + "/small.yaml"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    var state: UInt64 = 1
    func number() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53) * 2 - 1
    }
    var image = "", text = ""
    for _ in 0..<rows {
      let hidden = (0..<8).map { _ in number() }
      image += hidden.map { "\($0)" }.joined(separator: ",") + "\n"
      text += (0..<6).map { "\(hidden[$0] * hidden[$0 + 1] + 0.1 * number())" }.joined(separator: ",") + "\n"
    }
    try image.write(toFile: directory + "/image.csv", atomically: true, encoding: .utf8)
    try text.write(toFile: directory + "/text.csv", atomically: true, encoding: .utf8)
    try """
    version: 1
    name: small
    seed: 5
    dataset:
      name: made-up
      image: {square: {file: image.csv}}
      text: {products: {file: text.csv}}
    protocol: {kind: cross-validation, folds: 5}
    models: [lin, nn]
    losses: [mse, {max-margin: {margin: [0.5, 1]}}]
    grid: {learning-rate: \(learningRates), hidden-units: [8, 16]}
    training: {batch-size: 64, max-epochs: \(epochs)}
    measures: {k: 3}
    \(extra)
    """.write(toFile: configuration, atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  /// Fits of the study: 180 of the search, 40 final.
  static let fits = 220

  /// The name of a search fit from its direction on.
  static func fit(_ rest: String) -> String { "made-up/square/products/" + rest }

  /// The columns of a line of results.
  static func columns(_ line: some StringProtocol) -> [String] {
    var (columns, isQuoted) = ([""], false)
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: columns.append("")
      default: columns[columns.count - 1].append(character)
      }
    }
    return columns
  }

  /// The path of a study of this name.
  func study(_ name: String = "study") -> String { directory + "/" + name }

  /// `crossmodal run` into a study.
  @discardableResult func run(
    _ name: String = "study", workers: Int = 2, _ more: [String] = [], environment: [String: String?] = [:],
    onStart: @escaping @Sendable (pid_t) async -> Void = { _ in }
  ) async throws -> Program.Result {
    try await Program.run(
      ["run", configuration, "--study", study(name), "--workers", "\(workers)"] + more,
      environment: environment, onStart: onStart)
  }

  /// `crossmodal results` of a study without the columns that may differ: the last five.
  func results(_ name: String = "study") async throws -> String {
    let result = try await Program.run(["results", study(name)])
    try #require(result.code == 0, "\(result.errors)")
    let rows = result.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    try #require(rows.first?.suffix(5) == ["seconds", "host", "worker", "attempt", "started"])
    return rows.map { $0.dropLast(5).joined(separator: ",") }.joined(separator: "\n")
  }

  /// The attempt at which each fit of a study got its result.
  func attempts(_ name: String = "study") async throws -> [String: Int] {
    let result = try await Program.run(["results", study(name)])
    try #require(result.code == 0, "\(result.errors)")
    var attempts: [String: Int] = [:]
    for row in result.output.split(separator: "\n").dropFirst() {
      let columns = Self.columns(row)
      attempts[columns[1]] = Int(columns[columns.count - 2])
    }
    return attempts
  }

  /// How often a worker's death is noted in the journals of a study.
  func notedDeaths(_ name: String = "study") throws -> Int {
    let folder = study(name) + "/journals"
    return try FileManager.default.contentsOfDirectory(atPath: folder).reduce(0) { sum, file in
      let lines = try String(contentsOfFile: folder + "/" + file, encoding: .utf8).split(separator: "\n")
      return sum + lines.count { $0.hasPrefix(#"{"crash":"#) }
    }
  }
}
