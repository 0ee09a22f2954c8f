internal import DenseKernels

/// How many items are before each of a few chosen ones, by scores of which larger ones come first; nothing is sorted but the
/// chosen items, and the memory serves for many rankings.
///
/// The range of the chosen scores is cut into parts, a few for each. Items of a part without a chosen one, which are nearly all,
/// are only counted; the others are looked at one by one. For one thread at a time.
package final class ScoreLevels {
  private static let partsOfLevel = 24
  private static let mostParts = 1 << 15

  private let items: Int
  // The chosen scores, descending.
  private var levels: [Double] = []
  private let sort: DescendingSort
  // Items of each part, from the highest scores down; the last is of scores below all chosen ones. Negative, which is a mark,
  // where a part may hold an item that is at a chosen one.
  private let counts = AlignedBuffer<Int32>(count: mostParts + 1)
  // The first level of a part with a mark.
  private let starts = AlignedBuffer<Int32>(uninitialized: mostParts + 1)
  private let isChosen: AlignedBuffer<UInt8>
  private let kept: AlignedBuffer<Int32>
  // The part of each level.
  private let ends: AlignedBuffer<Int32>
  private var (parts, highest, step) = (0, 0.0, 0.0)

  /// Memory for rankings of so many items.
  package init(items: Int) {
    self.items = items
    sort = DescendingSort(most: items)
    isChosen = AlignedBuffer(count: items)
    kept = AlignedBuffer(uninitialized: items + 1)
    ends = AlignedBuffer(uninitialized: items)
  }

  /// What decides where scores do not.
  package struct Judge {
    /// The exact score of an item.
    package let score: (Int) -> Double
    /// Items whose exact scores differ by no more are as good as each other.
    package let tie: Double

    package init(tie: Double, score: @escaping (Int) -> Double) { (self.tie, self.score) = (tie, score) }
  }

  /// For each chosen item, from the best one on, the items that are not chosen and are between it and the chosen one before
  /// it; nil where such an item is as good as a chosen one, or nobody knows. Cost n + R log R, and R for each item that is
  /// within `margin` of a chosen one.
  /// - Parameters:
  ///   - scores: of all items; −∞ leaves an item out.
  ///   - chosen: different items, at least one, with finite scores.
  ///   - margin: scores that differ by no more do not decide.
  ///   - judge: decides then.
  package func itemsBefore(_ scores: [Double], chosen: [Int], margin: Double, judge: Judge? = nil) -> [Int]? {
    precondition(scores.count == items, "\(scores.count) scores of \(items) items")
    levels.removeAll(keepingCapacity: true)
    for item in chosen { levels.append(scores[item]) }
    guard levels.allSatisfy(\.isFinite), margin.isFinite else { return nil }
    let judged = { item in judge.flatMap { self.level(of: item, scores, chosen, margin, $0) } }
    if chosen.count == 1 { return beforeOnly(chosen[0], scores, margin, judged: judged) }
    sort.sort(&levels)
    guard let first = levels.first, let last = levels.last, (first - last).isFinite else { return nil }
    highest = first
    parts = min(Self.mostParts, Self.partsOfLevel * levels.count + 64)
    step = first > last ? Double(parts - 4) / (first - last) : 1 / max(margin, 0x1p-1000)
    // Parts that are hardly wider than the margin would leave nothing decided.
    guard step.isFinite, margin * step <= 2 else { return nil }
    counts.pointer.update(repeating: 0, count: parts + 1)
    for (index, level) in levels.enumerated() {
      for part in part(level + margin)...part(level - margin) where counts.pointer[part] == 0 {
        counts.pointer[part] = .min
        starts.pointer[part] = Int32(index)
      }
    }
    for item in chosen { isChosen.pointer[item] = 1 }
    defer { for item in chosen { isChosen.pointer[item] = 0 } }
    return before(count(scores), scores, margin, judged: judged)
  }

  // Of one level, which needs no parts.
  private func beforeOnly(_ only: Int, _ scores: [Double], _ margin: Double, judged: (Int) -> Int?) -> [Int]?
  {
    let (low, high) = (scores[only] - margin, scores[only] + margin)
    var above = Int(dense_count_from(scores, Int64(items), high.nextUp))
    // The chosen one is near itself.
    guard Int(dense_count_from(scores, Int64(items), low)) - above > 1 else { return [above] }
    for item in scores.indices where scores[item] >= low && scores[item] <= high && item != only {
      guard let level = judged(item) else { return nil }
      above += 1 - level
    }
    return [above]
  }

  // The part of a score. Each operation keeps the order, so that it is the same for equal scores and never turns two around.
  private func part(_ score: Double) -> Int {
    Self.part((highest - score) * step + 2, last: Double(parts))
  }

  // Not min and max: what is not a number goes to the first part.
  @inline(__always) private static func part(_ place: Double, last: Double) -> Int {
    let positive = place > 0 ? place : 0
    return Int(positive < last ? positive : last)
  }

  // Counts the items of each part, and keeps those of parts with a mark; returns their number.
  private func count(_ scores: [Double]) -> Int {
    Int(dense_count_places(scores, Int64(items), highest, step, Int32(parts), counts.pointer, kept.pointer))
  }

  // `judged` is the level of an item that is near a chosen one, or nil.
  private func before(
    _ found: Int, _ scores: [Double], _ margin: Double, judged: (Int) -> Int?
  ) -> [Int]? {
    var result = [Int64](repeating: 0, count: levels.count)
    // Not by way of the object, which would be checked at each step.
    let isDecided = levels.withUnsafeBufferPointer { levels in
      scores.withUnsafeBufferPointer { scores in
        for place in 0..<found {
          let item = Int(kept.pointer[place])
          guard isChosen.pointer[item] == 0 else { continue }
          let score = scores[item]
          var level = Self.level(score, levels, from: Int(starts.pointer[part(score)]))
          if level > 0 && levels[level - 1] - score <= margin
            || level < levels.count && score - levels[level] <= margin
          {
            guard let judged = judged(item) else { return false }
            level = judged
          }
          if level < levels.count { result[level] += 1 }
        }
        return true
      }
    }
    guard isDecided else { return nil }
    // The items of parts without a mark: those of all parts between two levels stand before the lower one.
    for (index, level) in levels.enumerated() { ends.pointer[index] = Int32(part(level)) }
    dense_add_counts(counts.pointer, ends.pointer, Int64(levels.count), &result)
    return result.map { Int($0) }
  }

  // How many chosen items are better than one that is near some of them; nil where it is as good as one.
  private func level(
    of item: Int, _ scores: [Double], _ chosen: [Int], _ margin: Double, _ judge: Judge
  ) -> Int? {
    let exact = judge.score(item)
    var level = 0
    for other in chosen {
      var difference = scores[other] - scores[item]
      if abs(difference) <= margin {
        difference = judge.score(other) - exact
        guard abs(difference) > judge.tie else { return nil }
      }
      if difference > 0 { level += 1 }
    }
    return level
  }

  // The first level that a score reaches, or their number; those before `start`, the first one of the score's part, are higher.
  // Usually it is one of the next, and where many levels lie in one part, steps grow.
  private static func level(_ score: Double, _ levels: UnsafeBufferPointer<Double>, from start: Int) -> Int {
    var (level, size) = (start, 1)
    while level + size <= levels.count, levels[level + size - 1] > score {
      level += size
      size *= 2
    }
    var end = min(level + size - 1, levels.count)
    while level < end {
      let middle = (level + end) / 2
      if levels[middle] > score { level = middle + 1 } else { end = middle }
    }
    return level
  }
}
