import Foundation
import VectorFiles

/// Looks at the files that a command will write, before it does any work.
enum OutputPaths {
  /// Refuses what cannot name a file, to write where the command reads, or two things into one file (64), and what cannot be
  /// written: a directory, a device, a place in a directory that is missing or closed (74). Paths that are nil are not
  /// wanted; inputs may carry the name of an array, as `a.npz:KEY`.
  static func check(_ outputs: [String?], inputs: [String?]) throws {
    let read = Set(inputs.compactMap { $0 }.flatMap(places))
    var written: Set<String> = []
    for output in outputs.compactMap({ $0 }) {
      if output.isEmpty { throw CommandFailure.usage("'': name a file to write") }
      if output == "-" {
        throw CommandFailure.usage("-: this command writes a file; name one, as ./- for one of this name")
      }
      if output.utf8.last == UInt8(ascii: "/") {
        throw CommandFailure.usage("\(output): is the name of a directory; name a file to write")
      }
      let place = place(output)
      if read.contains(place) {
        throw CommandFailure.usage("\(output): is read by this command; name another file to write")
      }
      guard written.insert(place).inserted else {
        throw CommandFailure.usage("\(output): would be written twice; name different files")
      }
      try AtomicFile.check(output)
    }
  }

  /// Refuses to replace a file (64): for what others may have deployed.
  static func checkNew(_ output: String) throws {
    guard FileManager.default.fileExists(atPath: output) else { return }
    throw CommandFailure.usage(
      "\(output): exists, and an .onnx file is not replaced; name another file, or remove this one")
  }

  /// Refuses standard output where a folder is made (64).
  static func checkFolder(_ output: String?) throws {
    if output == "-" { throw CommandFailure.usage("-: this command makes a folder; name one") }
  }

  /// Refuses a folder to be made that is there and not empty (64), or that cannot be made (74).
  static func checkNewFolder(_ output: String) throws {
    if output.isEmpty { throw CommandFailure.usage("'': name a folder to make") }
    try checkFolder(output)
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    if manager.fileExists(atPath: output, isDirectory: &isFolder) {
      guard isFolder.boolValue, try manager.contentsOfDirectory(atPath: output).isEmpty else {
        throw CommandFailure.usage(
          "\(output): exists\(isFolder.boolValue ? " and is not empty" : ""); name a new folder, or remove it"
        )
      }
    }
    try AtomicFile.check(URL(fileURLWithPath: output).appendingPathExtension("part").path)
  }

  private static func places(_ input: String) -> [String] {
    [input, input.lastIndex(of: ":").map { String(input[..<$0]) }].compactMap { $0 }.map(place)
  }

  private static func place(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }
}
