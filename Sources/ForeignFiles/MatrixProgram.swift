import Dispatch
import Foundation
import Synchronization
import VectorFiles

/// The program that reads MAT and HDF5 files, `crossmodal-matrix`, as a child process. It limits its own memory and time, and
/// is stopped if it does not; whatever becomes of it, this process goes on.
package struct MatrixProgram {
  /// How a run ended that did what was asked, or found no such variable.
  enum Outcome {
    case done
    case noVariable
  }

  let path: String

  static let name = "crossmodal-matrix"

  /// Where the program is that is next to the running one; nil if it does not.
  package static var installed: String? {
    guard let path = try? OwnProgram.sibling(name), FileManager.default.isExecutableFile(atPath: path) else {
      return nil
    }
    return path
  }

  /// The program next to the running one.
  /// - Throws: ``ProgramError`` that says what to install, if there is none.
  static func besideOwn() throws -> MatrixProgram {
    let path = try OwnProgram.sibling(name)
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw ProgramError(
        path: path,
        reason: "it is missing; MAT and HDF5 files need it: install libmatio-dev (scripts/install.sh build), "
          + "then swift build -c release --product \(name)")
    }
    return MatrixProgram(path: path)
  }

  /// Runs the program on a file with its standard output in `output`, and waits for its end.
  ///
  /// - Parameter name: the file and variable as the caller named them, for messages.
  /// - Throws: ``DataFileError`` of kind `.content` for what the program refuses, and if it crashes, is killed or exceeds
  ///   its time; of kind `.file` for a file that cannot be opened; ``ProgramError`` if it cannot start or never ends.
  func run(_ action: String, file: String, variable: String? = nil, output: FileHandle, place name: String)
    throws
    -> Outcome
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = [action, file] + (variable.map { [$0] } ?? [])
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    let errors = Pipe()
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw ProgramError(path: path, reason: error.localizedDescription)
    }
    let number = process.processIdentifier
    let place = Leftovers.add(processGroup: number)
    defer { Leftovers.remove(place) }
    // Its own limit comes first: 30 seconds and one for each MiB.
    let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
    let seconds = ProgramTimeLimit.seconds + Double(size >> 20)
    let isLate = Mutex(false)
    let watch = DispatchWorkItem {
      isLate.withLock { $0 = true }
      // A process that is no leader of a group is alone.
      if kill(-number, SIGKILL) != 0 { kill(number, SIGKILL) }
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: watch)
    let words = (try? errors.fileHandleForReading.read(upToCount: 1 << 16)) ?? Data()
    process.waitUntilExit()
    watch.cancel()
    if isLate.withLock({ $0 }) {
      throw ProgramError(
        path: path, waitedFor: ([action, file] + [variable].compactMap { $0 }).joined(separator: " "),
        seconds: seconds)
    }
    let message = Self.message(words, file: file)
    let code = process.terminationStatus
    guard process.terminationReason == .exit else {
      throw DataFileError(kind: .content, path: name, message: Self.death(signal: code))
    }
    switch code {
    case 0: return .done
    case 65: throw DataFileError(kind: .content, path: name, message: message)
    case 66: return .noVariable
    case 74: throw DataFileError(kind: .file, path: name, message: message)
    case 126, 127: throw ProgramError(path: path, reason: message)
    default:
      throw DataFileError(
        kind: .content, path: name, message: "its reader, \(Self.name), ended with exit code \(code) on it")
    }
  }

  // The first line without the file in front of it.
  private static func message(_ words: Data, file: String) -> String {
    var text = String(decoding: words, as: UTF8.self)
    if text.hasPrefix(file + ": ") { text.removeFirst(file.count + 2) }
    return text.split(separator: "\n").first.map(String.init) ?? "the reader gave no reason"
  }

  private static func death(signal: Int32) -> String {
    switch signal {
    case SIGXCPU, SIGALRM, SIGKILL:
      "its reader, \(name), was stopped by signal \(signal): it took longer than its limit, "
        + "30 seconds and one for each MiB of the file"
    default: "its reader, \(name), crashed on it (signal \(signal)); the file is damaged"
    }
  }
}
