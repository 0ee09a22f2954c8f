/// Whether the result of the work at hand is still wanted.
///
/// Whoever may lose interest in a result binds ``request`` around the work. From the moment that it answers true, and it must
/// not answer false again, long work ends between its parts: what throws throws ``Interrupted``, everything else returns
/// results of the right shape and no meaning, which are to be dropped. A single product or decomposition ends as it would.
/// Without a request nothing ends early.
package enum Interruption {
  /// Answers whether an end is asked for; called often and from any thread. nil: nobody interrupts.
  @TaskLocal package static var request: (@Sendable () -> Bool)?

  /// Whether an end is asked for.
  package static var isRequested: Bool { request?() ?? false }

  /// - Throws: ``Interrupted`` once an end is asked for.
  package static func check() throws {
    if isRequested { throw Interrupted() }
  }
}

/// The end of work whose result is no longer wanted.
package struct Interrupted: Error {}
