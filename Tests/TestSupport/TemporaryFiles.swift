import Foundation

/// Calls `body` with the path of a new directory, which is removed afterwards.
package func withTemporaryDirectory<Result>(_ body: (String) throws -> Result) throws -> Result {
  let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
    "crossmodal-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  return try body(directory.path)
}

/// Calls `body` with the path of a new file that holds `bytes`.
package func withFile<Result>(_ name: String, _ bytes: [UInt8], _ body: (String) throws -> Result) throws
  -> Result
{
  try withTemporaryDirectory { directory in
    let path = directory + "/" + name
    try Data(bytes).write(to: URL(filePath: path))
    return try body(path)
  }
}

/// Calls `body` with the path of a new file that holds `text`.
package func withFile<Result>(_ name: String, _ text: String, _ body: (String) throws -> Result) throws
  -> Result
{
  try withFile(name, Array(text.utf8), body)
}
