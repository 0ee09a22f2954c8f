import Foundation

/// Whether the result of the work at hand is still wanted.
///
/// Whoever may lose interest in a result runs the work in ``withRequest(_:_:)``. From the moment that the request answers true,
/// and it must not answer false again, long work ends between its parts: what throws throws ``Interrupted``, everything else
/// returns results of the right shape and no meaning, which are to be dropped. A single product or decomposition ends as it
/// would. Without a request nothing ends early.
///
/// The request belongs to a thread, as this work never changes its thread; ``SharedTasks`` hands it on to those that share the
/// work.
package enum Interruption {
  /// Answers whether an end is asked for; called often and from any thread.
  package typealias Request = @Sendable () -> Bool

  private final class Holder {
    let request: Request
    init(_ request: @escaping Request) { self.request = request }
  }

  // nil where the process has no more keys: then nothing is interrupted.
  private static let key: pthread_key_t? = {
    var key = pthread_key_t()
    return pthread_key_create(&key, nil) == 0 ? key : nil
  }()

  /// The request of this thread; nil: nobody interrupts.
  package static var request: Request? {
    key.flatMap { pthread_getspecific($0) }.map {
      Unmanaged<Holder>.fromOpaque($0).takeUnretainedValue().request
    }
  }

  /// Runs work with a request, which this thread has until the work has ended; with nil, without one.
  package static func withRequest<Result>(_ request: Request?, _ work: () throws -> Result) rethrows -> Result
  {
    guard let key else { return try work() }
    let (before, holder) = (pthread_getspecific(key), request.map(Holder.init))
    pthread_setspecific(key, holder.map { UnsafeRawPointer(Unmanaged.passUnretained($0).toOpaque()) })
    defer {
      pthread_setspecific(key, before.map { UnsafeRawPointer($0) })
      withExtendedLifetime(holder) {}
    }
    return try work()
  }

  /// Whether an end is asked for.
  package static var isRequested: Bool { request?() ?? false }

  /// - Throws: ``Interrupted`` once an end is asked for.
  package static func check() throws {
    if isRequested { throw Interrupted() }
  }
}

/// The end of work whose result is no longer wanted.
package struct Interrupted: Error {}
