internal import DenseKernels

/// Puts candidates into their exact order: by ``exactDistance(_:_:_:)`` wherever scores are too close to decide.
struct CandidateRanking {
  private let rows: PreparedRows
  private let items: PreparedRows
  private let metric: Metric
  private let k: Int
  private var keys: [UInt64] = []
  private var scratch: [UInt64] = []
  private var close: [(distance: Double, index: Int32)] = []
  /// Exact distances computed so far.
  private(set) var exactDistances = 0
  /// Rows in which at least one was needed.
  private(set) var rowsDecidedExactly = 0

  /// A ranking of `items` for `rows`.
  init(rows: PreparedRows, items: PreparedRows, metric: Metric, k: Int) {
    (self.rows, self.items, self.metric, self.k) = (rows, items, metric, k)
  }

  /// Writes the k nearest items of a row from its candidates. Returns false if there are not enough candidates.
  mutating func rank(_ row: Int, from collector: CandidateCollector, into out: UnsafeMutablePointer<Int32>)
    -> Bool
  {
    let count = collector.sort(row, into: &keys, scratch: &scratch)
    guard count >= k else { return false }
    let margin = 2 * Double(rows.rowErrors.pointer[row])
    let before = exactDistances
    var start = 0
    while start < k {
      // A group ends where every score before is above every score behind, whatever the errors.
      var end = start + 1
      var least = lowerBound(keys[start])
      while end < count {
        let score = Double(dense_key_score(keys[end]))
        if least - margin - 0x1p-21 * (abs(least) + margin) > score { break }
        least = min(least, lowerBound(keys[end]))
        end += 1
      }
      if end == start + 1 {
        out[start] = index(keys[start])
      } else {
        decide(row, start..<end, out)
      }
      start = end
    }
    if exactDistances > before { rowsDecidedExactly += 1 }
    return true
  }

  private func index(_ key: UInt64) -> Int32 { Int32(truncatingIfNeeded: key) }

  private func lowerBound(_ key: UInt64) -> Double {
    let score = Double(dense_key_score(key))
    guard let errors = items.itemErrors else { return score }
    return score - 2 * Double(errors.pointer[Int(index(key))])
  }

  private mutating func decide(_ row: Int, _ group: Range<Int>, _ out: UnsafeMutablePointer<Int32>) {
    close.removeAll(keepingCapacity: true)
    let numbers = rows.source.base + row * rows.source.stride
    for place in group {
      let item = index(keys[place])
      let distance = exactDistance(
        numbers, rows.exactNorms[row], items.source.base + Int(item) * items.source.stride,
        items.exactNorms[Int(item)], rows.depth, metric)
      close.append((distance, item))
    }
    exactDistances += close.count
    close.sort { $0.distance < $1.distance || ($0.distance == $1.distance && $0.index < $1.index) }
    for place in group.lowerBound..<min(k, group.upperBound) {
      out[place] = close[place - group.lowerBound].index
    }
  }
}
