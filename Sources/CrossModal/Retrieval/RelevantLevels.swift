/// The relevant items of one query by their scores, those that are as near as one level, and how many irrelevant items stand
/// before and on each level. So a ranking needs no sorting of the irrelevant ones.
struct RelevantLevels {
  /// How far apart two scores may be to count as equal.
  struct Tolerance: Sendable {
    /// The same for all scores.
    var absolute = 0.0
    /// As a part of the score.
    var relative = 0.0

    func margin(_ score: Double) -> Double { absolute + relative * abs(score) }
  }

  // Scores from low to high are on a level; the best level first.
  private var low: [Double] = []
  private var high: [Double] = []
  private var relevant: [Int] = []
  private var nearer: [Int]
  private var asNear: [Int]

  /// The levels of some scores, at least one; larger is nearer. Cost R log R.
  init(_ scores: [Double], tolerance: Tolerance) {
    precondition(!scores.isEmpty, "levels of no scores")
    for score in scores.sorted(by: >) {
      if let last = low.last, score >= last {
        relevant[relevant.count - 1] += 1
      } else {
        let margin = tolerance.margin(score)
        low.append(score - margin)
        high.append(score + margin)
        relevant.append(1)
      }
    }
    nearer = Array(repeating: 0, count: low.count)
    asNear = nearer
  }

  /// Counts the irrelevant items.
  /// - Parameters:
  ///   - scores: of all items; those of relevant ones are −∞.
  ///   - bound: how far a score may be from the exact one. One that is so near to a level is asked for again.
  ///   - exact: the exact score of an item.
  ///
  /// Cost n log(levels).
  mutating func count(_ scores: [Double], bound: Double = 0, exact: (Int) -> Double = { _ in 0 }) {
    let lowest = low[low.count - 1]
    for item in scores.indices {
      var score = scores[item]
      guard score >= lowest - bound else { continue }
      var level = first(score, bound)
      if bound > 0, score <= high[level] + bound {
        score = exact(item)
        guard score >= lowest else { continue }
        level = first(score, 0)
      }
      if score > high[level] { nearer[level] += 1 } else { asNear[level] += 1 }
    }
  }

  /// The rank of the best relevant item.
  var rank: Double { RetrievalRanks.rank(nearer: nearer[0], asNear: asNear[0]) }

  /// The average precision over all places, and over as many places as there are relevant items.
  var averagePrecision: (all: Double, atR: Double) {
    let count = relevant.reduce(0, +)
    var precision = AveragePrecision(cutoff: count)
    for level in relevant.indices {
      precision.add(items: nearer[level], relevant: 0)
      precision.add(items: relevant[level] + asNear[level], relevant: relevant[level])
    }
    return (precision.sum / Double(count), precision.sumToCutoff / Double(count))
  }

  // The best level that a score, which reaches the last one, reaches.
  private func first(_ score: Double, _ bound: Double) -> Int {
    var (start, end) = (0, low.count - 1)
    while start < end {
      let middle = (start + end) / 2
      if score >= low[middle] - bound { end = middle } else { start = middle + 1 }
    }
    return start
  }
}
