import Foundation
import Studies

/// The workers that are at a fit of a study right now, as far as this machine can see.
package enum ActiveWorkers {
  /// Number of different holders of claims, without those known to be dead.
  package static func count(_ study: Study) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: study.directory.claims)) ?? []
    let holders = names.compactMap { ClaimFile(study.directory.claims + "/" + $0)?.holder?.process }
    return Set(holders.filter { $0.isAlive != false }).count
  }
}
