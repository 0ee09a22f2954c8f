import Foundation

/// Whether this process may start the threads that it works with: the processes of a user are limited (`ulimit -u`), and
/// those of a control group (`pids.max`).
///
/// Dispatch tries again for ever where it gets no thread, so a program would stand still without a word.
public enum ThreadRoom {
  /// Starts so many threads, which end at once, and tells how many of them could be started.
  ///
  /// All of them live until the last one is started.
  public static func startable(of threads: Int) -> Int {
    // Threads wait for it; initialized memory that does not move.
    let gate = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    defer { gate.deallocate() }
    guard pthread_mutex_init(gate, nil) == 0, pthread_mutex_lock(gate) == 0 else { return 0 }
    var started: [pthread_t] = []
    for _ in 0..<threads {
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { gate in
          let gate = gate?.assumingMemoryBound(to: pthread_mutex_t.self)
          if let gate, pthread_mutex_lock(gate) == 0 { pthread_mutex_unlock(gate) }
          return nil
        }, gate)
      guard status == 0 else { break }
      started.append(thread)
    }
    pthread_mutex_unlock(gate)
    for thread in started { pthread_join(thread, nil) }
    pthread_mutex_destroy(gate)
    return started.count
  }

  /// The threads that a program with some processors starts: one on each, and two that wait for signals and files.
  public static func needed(processors: Int) -> Int { processors + 2 }
}
