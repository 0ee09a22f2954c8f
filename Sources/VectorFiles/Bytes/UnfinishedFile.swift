import Foundation

/// A file that is being written and will take its place in a directory when it is whole.
///
/// Where the file system can, it has no name until then: whatever ends the program, `kill -9` too, nothing of it stays.
/// Elsewhere (network disks) it has a hidden name, `.crossmodal-NUMBER.tmp`, that goes away with the object and with the
/// signals of ``Leftovers``; the file is locked while it is written, so that the next program that writes in the directory knows
/// what a dead one left, and removes it.
package final class UnfinishedFile {
  /// The open file; -1 once it is closed.
  package private(set) var descriptor: Int32
  private let directory: String
  // nil as long as the file has none.
  private var name: String?
  private var place: Leftovers.Place?

  /// Creates the file in a directory, which is "" for the current one and ends in a slash otherwise. The mode is that of any
  /// new file, of which the umask takes its part. Where it cannot be made, `descriptor` is -1 and `errno` says why.
  package init(in directory: String, mode: mode_t = 0o666) {
    self.directory = directory
    #if os(Linux)
      // O_TMPFILE, a macro that Swift does not see.
      let unnamed = 0o20_000_000 | O_DIRECTORY
      descriptor = open(directory.isEmpty ? "." : directory, O_RDWR | O_CLOEXEC | unnamed, mode)
      // The name is given through /proc.
      if descriptor >= 0, access("/proc/self/fd/\(descriptor)", F_OK) == 0 { return }
      if descriptor >= 0 { close(descriptor) }
    #endif
    let name = Self.temporaryName(in: directory)
    descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { return }
    give(name)
    AbandonedFiles.remove(in: directory)
  }

  deinit { discard() }

  /// A path that opens the file as long as this object is there, also in a program that this one started.
  package var path: String { name ?? "/proc/\(getpid())/fd/\(descriptor)" }

  // From here on the file has a name that must not stay.
  private func give(_ name: String) {
    self.name = name
    place = Leftovers.add(file: name)
    flock(descriptor, LOCK_EX | LOCK_NB)
  }

  /// Closes the file, whose bytes are on disk, and puts it at `target`, in place of what is there.
  /// - Returns: false where the system refuses; `errno` says why.
  func finish(at target: String) -> Bool {
    if name == nil {
      // Without a name in between, where nothing has to be replaced.
      if link(to: target) { return end() }
      let name = Self.temporaryName(in: directory)
      if link(to: name) { give(name) } else if !copy(to: name) { return false }
    }
    guard let name, end(), rename(name, target) == 0 else { return false }
    Leftovers.remove(place)
    self.name = nil
    return true
  }

  /// Closes the file and takes away its name.
  package func discard() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    guard let name else { return }
    unlink(name)
    Leftovers.remove(place)
    self.name = nil
  }

  private func end() -> Bool {
    defer { descriptor = -1 }
    return close(descriptor) == 0
  }

  private func link(to path: String) -> Bool {
    linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
  }

  // For a system that lets no file have its name later, though it makes files without one.
  private func copy(to name: String) -> Bool {
    let target = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard target >= 0 else { return false }
    var status = stat()
    if fstat(descriptor, &status) == 0 { fchmod(target, status.st_mode & 0o777) }
    let source = descriptor
    descriptor = target
    give(name)
    defer { close(source) }
    var (bytes, offset) = ([UInt8](repeating: 0, count: 1 << 18), off_t(0))
    while true {
      let count = pread(source, &bytes, bytes.count, offset)
      if count == 0 { break }
      if count < 0, errno == EINTR { continue }
      guard count > 0, write(bytes.prefix(count), to: target) else { return false }
      offset += off_t(count)
    }
    return fsync(target) == 0
  }

  private func write(_ bytes: ArraySlice<UInt8>, to target: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { Foundation.write(target, $0.baseAddress, $0.count) }
      if sent < 0, errno != EINTR { return false }
      rest = rest.dropFirst(max(0, sent))
    }
    return true
  }

  // A name of its own rather than the target's with a suffix, which could be too long for the file system.
  private static func temporaryName(in directory: String) -> String {
    directory + AbandonedFiles.prefix + String(UInt64.random(in: 0...UInt64.max), radix: 16)
      + AbandonedFiles.suffix
  }
}
