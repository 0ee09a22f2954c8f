import Foundation

@testable import Dense
@testable import VectorFiles

/// A directory with small files of vectors, good and bad.
final class VectorFiles: Sendable {
  /// The directory; removed when the object goes away.
  let directory: String

  /// Writes `a.npy` (50×8), `b.npy` (50×6, a linear map of a plus noise) and `short.npy` (40×6).
  init() throws {
    directory = NSTemporaryDirectory() + "crossmodal-vectors-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    var stream = RandomStream(StreamKey(seed: 1).adding("vector files"))
    let a = Matrix<Float>(rows: 50, columns: 8) { _, _ in Float(stream.normal()) }
    let map = Matrix<Float>(rows: 8, columns: 6) { _, _ in Float(stream.normal()) }
    let clean = product(a.view, map.view)
    let b = Matrix<Float>(rows: 50, columns: 6) { clean[$0, $1] + Float(0.1 * stream.normal()) }
    try NPYFile.write(a.view, to: path("a.npy"))
    try NPYFile.write(b.view, to: path("b.npy"))
    try NPYFile.write(b.view.rows(0..<40), to: path("short.npy"))
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  /// The path of a file in the directory.
  func path(_ name: String) -> String { directory + "/" + name }

  /// Writes a text file.
  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
  }

  /// Whether a file exists.
  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
}
