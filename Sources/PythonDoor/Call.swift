import CCrossModal
import Dense
import Foundation
import Synchronization

/// What a function is told while it runs, and the line that it leaves behind: `crossmodal_call`.
///
/// One function at a time uses it; stopping and the share that is done may be asked for from any thread.
final class Call: @unchecked Sendable {
  private let stopped = Atomic<Bool>(false)
  private let share = Atomic<UInt64>(0)
  private let lock = NSLock()
  private var listener: (function: crossmodal_progress, context: UnsafeMutableRawPointer?)?
  private var message: UnsafeMutablePointer<CChar>

  init() { message = CText.copy("") }

  deinit { free(message) }

  /// The call behind a pointer of C; nil for NULL.
  static func at(_ pointer: OpaquePointer?) -> Call? {
    pointer.map { Unmanaged<Call>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue() }
  }

  /// Whether somebody asked for an end.
  var isStopped: Bool { stopped.load(ordering: .relaxed) }

  /// Asks for an end.
  func stop() { stopped.store(true, ordering: .relaxed) }

  /// The part that is done.
  var done: Double { Double(bitPattern: share.load(ordering: .relaxed)) }

  /// What the last function left behind; valid until the next one.
  var text: UnsafePointer<CChar> { UnsafePointer(message) }

  /// Has a function asked for progress.
  func listen(_ function: crossmodal_progress?, _ context: UnsafeMutableRawPointer?) {
    lock.withLock { listener = function.map { ($0, context) } }
  }

  /// Says that a part of the work is done, from 0 to 1. Called by one thread at a time.
  @Sendable func hear(_ part: Double) {
    share.store(part.bitPattern, ordering: .relaxed)
    guard let listener = lock.withLock({ listener }) else { return }
    if listener.function(part, listener.context) != 0 { stop() }
  }

  /// - Throws: ``DoorError/interrupted`` once somebody asked for an end.
  func check() throws {
    if isStopped { throw DoorError.interrupted }
  }

  fileprivate func leave(_ line: String) {
    free(message)
    message = CText.copy(line)
  }
}

/// Runs the body of a function of the C interface: what it throws becomes a code and a line.
///
/// - Returns: `CROSSMODAL_DONE`, or the code of the error; `CROSSMODAL_VALUE` without a call, which has no place for a line.
func perform(_ pointer: OpaquePointer?, _ body: (Call) throws -> Void) -> Int32 {
  guard let call = Call.at(pointer) else { return CROSSMODAL_VALUE }
  call.leave("")
  call.hear(0)
  do {
    try call.check()
    try Interruption.$request.withValue({ call.isStopped }) {
      try Library.run { try body(call) }
    }
    try call.check()
    return CROSSMODAL_DONE
  } catch {
    // What went wrong in work that was stopped may come of that.
    let failure = DoorFailure(call.isStopped ? DoorError.interrupted : error)
    call.leave(failure.line)
    return failure.code
  }
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_call_create() -> OpaquePointer? {
  OpaquePointer(Unmanaged.passRetained(Call()).toOpaque())
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_call_free(_ call: OpaquePointer?) {
  if let call { Unmanaged<Call>.fromOpaque(UnsafeRawPointer(call)).release() }
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_call_listen(
  _ call: OpaquePointer?, _ progress: crossmodal_progress?, _ context: UnsafeMutableRawPointer?
) {
  Call.at(call)?.listen(progress, context)
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_call_stop(_ call: OpaquePointer?) { Call.at(call)?.stop() }

/// See `crossmodal.h`.
@c @implementation public func crossmodal_call_share(_ call: OpaquePointer?) -> Double {
  Call.at(call)?.done ?? 0
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_call_message(_ call: OpaquePointer?) -> UnsafePointer<CChar>? {
  Call.at(call)?.text
}
