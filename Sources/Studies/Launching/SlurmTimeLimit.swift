/// The time limit of a task in the words of Slurm: minutes, `minutes:seconds`, `hours:minutes:seconds`, `days-hours`,
/// `days-hours:minutes` or `days-hours:minutes:seconds`.
struct SlurmTimeLimit {
  /// Slurm may give the signal of `--signal` this many seconds earlier than it was asked to (sbatch's manual, `--signal`).
  static let earliness = 60

  /// The limit in seconds; nil if it is too large to be counted.
  let seconds: Int?

  /// - Parameter text: as `cluster.time` allows it.
  init(_ text: String) {
    let halves = text.split(separator: "-", omittingEmptySubsequences: false)
    let units: [Int]
    switch (halves.count, halves.last?.split(separator: ":").count) {
    case (2, _): units = [86_400, 3600, 60, 1]
    case (_, 3): units = [3600, 60, 1]
    default: units = [60, 1]
    }
    let numbers = text.split(whereSeparator: { "-:".contains($0) }).map { Int($0) }
    seconds = zip(units, numbers).reduce(0) { sum, part in
      guard let sum, let number = part.1 else { return nil }
      let (product, isTooLarge) = number.multipliedReportingOverflow(by: part.0)
      let (total, isTooMuch) = sum.addingReportingOverflow(product)
      return isTooLarge || isTooMuch ? nil : total
    }
  }

  /// Why a task could be asked to end before it has begun to work, in one sentence; nil if it cannot.
  ///
  /// A shell that gets the signal before it can listen ends without a word, and Slurm does not start it again.
  static func remark(on cluster: ClusterConfiguration) -> String? {
    // Zero is no limit.
    guard let time = cluster.time, let seconds = SlurmTimeLimit(time).seconds, seconds > 0,
      seconds <= cluster.warning + earliness
    else { return nil }
    return
      "cluster.warning \(cluster.warning) in a cluster.time of \(time): Slurm gives the warning up to \(earliness) s"
      + " early, so tasks may be asked to end as they begin; give them more time, or a shorter warning"
  }
}
