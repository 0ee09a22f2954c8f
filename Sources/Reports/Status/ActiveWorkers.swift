import Studies

/// The workers that are at work on a study right now, as far as this machine can see.
package enum ActiveWorkers {
  /// Number of different holders of claims, without those known to be dead.
  package static func count(_ directory: StudyDirectory) -> Int {
    let holders = ((try? ClaimFile.all(in: directory)) ?? []).compactMap(\.file.holder?.process)
    return Set(holders.filter { $0.isAlive != false }).count
  }
}
