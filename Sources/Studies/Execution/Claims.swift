import Dispatch
import Foundation
import Synchronization

/// Which worker is at which work: one file for each claim, made by exclusive creation.
///
/// Claims only prevent double work; results never depend on them, since a fit done twice gives the same record. A claim
/// of a dead process on this host is free at once, any other after `staleAfter` seconds without a sign of life: one from
/// another host, or of a process that was stopped. A claim file appears with its content or not at all (it is linked
/// into place). The claim of a dead worker that is watched is its watcher's to free, which first notes what died. Ages are
/// differences of the file server's own times, so clocks of hosts may differ.
final class Claims {
  private let directory: StudyDirectory
  private let staleAfter: Double
  private let own: ClaimHolder
  private var held: HeldClaim?
  // Made, and not used because the unit was another worker's.
  private var spare: HeldClaim?
  private let heartbeat: Heartbeat

  init(_ directory: StudyDirectory, staleAfter: Double, watcher: ProcessIdentity? = nil) {
    (self.directory, self.staleAfter) = (directory, staleAfter)
    own = ClaimHolder(process: .current, watcher: watcher)
    heartbeat = Heartbeat(every: min(10, staleAfter / 4))
  }

  /// Claims work; false if another living worker has it.
  func claim(_ work: WorkUnit) throws -> Bool {
    let path = directory.claims + "/" + ClaimName.file(work.name)
    let made = try spare ?? HeldClaim(in: directory, own)
    spare = made
    let now = try made.beat()
    if try made.link(path) {
      hold(made)
      return true
    }
    guard let abandoned = try abandonedClaim(path, now: now) else { return false }
    // Whoever renames the old claim away may try again; a second one finds nothing to rename.
    let aside = directory.claims + "/.abandoned-\(own.process.journalName)"
    guard rename(path, aside) == 0 else { return false }
    defer { unlink(aside) }
    guard ClaimFile(aside)?.inode == abandoned else {
      // Another worker was faster, and this is its claim: put it back, unless a third one has come.
      _ = Foundation.link(aside, path)
      return false
    }
    guard try made.link(path) else { return false }
    hold(made)
    return true
  }

  /// Gives the held unit back.
  func release() {
    heartbeat.keep(nil)
    held = nil
  }

  private func hold(_ claim: HeldClaim) {
    (held, spare) = (claim, nil)
    heartbeat.keep(claim.descriptor)
  }

  // The inode of the claim if nobody is at work there any more.
  private func abandonedClaim(_ path: String, now: Double) throws -> UInt64? {
    guard let file = ClaimFile(path) else { return nil }
    // A damaged claim says nothing of its holder; only its age counts.
    let isDead = file.holder?.isGone == true
    return isDead || now - file.signOfLife > staleAfter ? file.inode : nil
  }
}

/// Who holds a claim.
package struct ClaimHolder: Codable, Hashable {
  /// The worker.
  package var process: ProcessIdentity
  /// The process that watches the worker and notes its death.
  var watcher: ProcessIdentity?

  /// Whether nobody is there any more who would give the claim back.
  var isGone: Bool { process.isAlive == false && watcher?.isAlive != true }
}

/// A claim as it is in a study.
package struct ClaimFile {
  /// The file's number, which tells two claims of one unit apart.
  let inode: UInt64
  /// When its holder last showed that it lives, in seconds of the file server's clock.
  package let signOfLife: Double
  /// Who holds it; nil if the file is damaged.
  package let holder: ClaimHolder?

  /// All claims of a study that are in their places, by the name of the work.
  package static func all(in directory: StudyDirectory) throws -> [(work: String, file: ClaimFile)] {
    // A copy of a study may lack it: git and archives drop empty folders.
    guard FileManager.default.fileExists(atPath: directory.claims) else { return [] }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: directory.claims).sorted()
    } catch {
      throw StudyError.file(
        path: directory.claims, reason: systemReason(error, otherwise: "cannot read the directory"))
    }
    // Other names are of claims that are just being made or taken away.
    return names.filter { !$0.hasPrefix(".") }.compactMap { name in
      ClaimFile(directory.claims + "/" + name).map { (ClaimName.work(file: name), $0) }
    }
  }

  /// Reads a claim; nil if there is none.
  package init?(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    inode = UInt64(status.st_ino)
    signOfLife = status.modified
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &bytes, bytes.count)
    holder = CheckedText.value(ClaimHolder.self, named: "claim", in: Data(bytes.prefix(max(0, count))))
  }
}

/// A claim that this process makes: a file of its own, linked to a unit's name.
private final class HeldClaim {
  private let temporary: String
  let descriptor: Int32
  // The unit's name, once it is linked there.
  private var path: String?

  init(in directory: StudyDirectory, _ own: ClaimHolder) throws {
    temporary = directory.claims + "/.new-\(own.process.journalName)"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else {
      throw Self.failure(at: temporary)
    }
    let content = try CheckedText.bytes("claim", own)
    let written = write(file, content, content.count)
    guard written == content.count else {
      // A short write says nothing in errno; it happens where the disk is full.
      let error =
        written >= 0
        ? StudyError.file(path: temporary, reason: "No space left on device") : StudyError.system(temporary)
      close(file)
      unlink(temporary)
      throw error
    }
    descriptor = file
  }

  deinit {
    var status = stat()
    if let path {
      // The unit may have gone to another worker while this one was stopped.
      if fstat(descriptor, &status) == 0, ClaimFile(path)?.inode == UInt64(status.st_ino) { unlink(path) }
    } else {
      unlink(temporary)
    }
    close(descriptor)
  }

  /// Gives a sign of life; returns when that was, on the file server's clock.
  func beat() throws -> Double {
    var status = stat()
    guard futimens(descriptor, nil) == 0, fstat(descriptor, &status) == 0 else {
      throw StudyError.system(temporary)
    }
    return status.modified
  }

  // What `errno` says of a file in the folder of claims. A folder that is gone is not made again here: it would not hold the
  // claims of those who are at work.
  private static func failure(at path: String) -> StudyError {
    guard errno == ENOENT else { return StudyError.system(path) }
    return StudyError.file(
      path: (path as NSString).deletingLastPathComponent,
      reason: "is gone: deleted while the study ran? Nothing that has finished is lost, run again to continue"
    )
  }

  /// Puts the claim in its place; false if there is one already.
  func link(_ path: String) throws -> Bool {
    if Foundation.link(temporary, path) == 0 {
      self.path = path
      unlink(temporary)
      return true
    }
    guard errno == EEXIST else { throw Self.failure(at: path) }
    // A server whose answer was lost is asked again, and then finds its own link.
    var status = stat()
    guard stat(temporary, &status) == 0, status.st_nlink > 1 else { return false }
    self.path = path
    unlink(temporary)
    return true
  }
}

extension stat {
  /// When the file was last modified, in seconds.
  fileprivate var modified: Double { Double(st_mtim.tv_sec) + Double(st_mtim.tv_nsec) * 1e-9 }
}

/// Touches the file of the claim that is held again and again, from a thread of its own: for others, a sign of life.
// The timer is made once and never changed.
private final class Heartbeat: @unchecked Sendable {
  private let file: Mutex<Int32?> = Mutex(nil)
  private let timer: any DispatchSourceTimer

  init(every seconds: Double) {
    let timer = DispatchSource.makeTimerSource(queue: .global())
    self.timer = timer
    timer.schedule(deadline: .now() + seconds, repeating: seconds)
    timer.setEventHandler { [weak self] in self?.beat() }
    timer.activate()
  }

  deinit { timer.cancel() }

  /// The file to touch; the lock makes sure that it is open whenever it is touched.
  func keep(_ descriptor: Int32?) { file.withLock { $0 = descriptor } }

  /// Touches it.
  func beat() { file.withLock { if let descriptor = $0 { futimens(descriptor, nil) } } }
}
