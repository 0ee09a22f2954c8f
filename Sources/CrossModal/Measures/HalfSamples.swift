import Dense

/// Standard errors of measures of neighbor lists, from random halves of the items in which the lists are made anew.
///
/// The items are cut into two halves at random, again and again. Each half is a sample of its own: the k nearest of an item
/// inside it are the first k members of the half in its longer list. Two halves share no item, so the square of the
/// difference of their values estimates the sum of their variances without bias, the dependence of lists on each other
/// included. Shao and Tu 1995 (random groups).
///
/// The variance of a mean over all n items follows, T₁ and T₂ its values in the halves, E the mean over cuts:
///
///     s²/n · E(T₁ − T₂)² / E(s₁²/n₁ + s₂²/n₂)
///
/// s² the variance of the items' values: the halves only say by how much the variance of the mean differs from that of
/// independent items.
///
/// With groups, halves are made of whole groups, and s²/n is that of a mean over clusters.
package struct HalfSamples: Sendable {
  /// Lists without self of the same items, longer than k.
  private let tables: [NeighborTable]
  private let k: Int
  private let samples: Int
  private let key: StreamKey
  private let groups: [Int]?

  /// Lists of several spaces.
  /// - Parameters:
  ///   - tables: n × L without self, L at least ``length(k:items:)``.
  ///   - k: number of neighbors, of which a half must have k others: see ``allows(k:items:)``.
  ///   - samples: how many times the items are cut, at least 1; 100 give a standard error to about 7 %.
  ///   - key: the stream of the cuts.
  ///   - groups: the group of each item; nil without groups.
  package init(_ tables: [NeighborTable], k: Int, samples: Int = 100, key: StreamKey, groups: [Int]? = nil) {
    let items = tables.first?.items ?? 0
    precondition(
      tables.allSatisfy { $0.items == items && !$0.includesSelf && $0.k >= k }
        && (groups.map { $0.count == items } ?? true),
      "halves of tables \(tables.map { "\($0.items)×\($0.k)" }) at k = \(k), groups of \(groups?.count ?? items)"
    )
    precondition(Self.allows(k: k, items: items), "halves of \(items) items with \(k) neighbors")
    precondition(samples >= 1, "\(samples) samples")
    (self.tables, self.k, self.samples, self.key, self.groups) = (tables, k, samples, key, groups)
  }

  /// How long lists must be, so that less than one row in 10,000 has fewer than k members of its half: 2k + 4√(2k) + 30, or
  /// all others.
  package static func length(k: Int, items: Int) -> Int {
    min(items - 1, 2 * k + Int((4 * Double(2 * k).squareRoot()).rounded(.up)) + 30)
  }

  /// Whether halves have enough items for k neighbors: k is at most a tenth of the items. Larger shares
  /// were not tried.
  package static func allows(k: Int, items: Int) -> Bool { k >= 1 && 10 * k <= items }

  /// The standard errors of means over items; where no value varies inside a half, √(E(T₁ − T₂)² / 4).
  /// - Parameter values: of lists of k neighbors of each space, the value of every item, for each measure.
  package func standardErrors(_ values: ([NeighborTable]) -> [[Double]]) -> [Double] {
    let whole = values(tables.map { $0.nearest(k) })
    var differences = [Double](repeating: 0, count: whole.count)
    var expected = differences
    for cut in cuts() {
      let (one, two) = halves(cut)
      for (place, pair) in zip(values(one.tables), values(two.tables)).enumerated() {
        let difference = ItemMean(pair.0, one.groups).mean - ItemMean(pair.1, two.groups).mean
        differences[place] += difference * difference
        expected[place] += ItemMean(pair.0, one.groups).variance + ItemMean(pair.1, two.groups).variance
      }
    }
    return whole.indices.map { place in
      if expected[place] == 0 { return (differences[place] / Double(samples) / 4).squareRoot() }
      return (ItemMean(whole[place], groups).variance * differences[place] / expected[place]).squareRoot()
    }
  }

  private struct Half {
    var tables: [NeighborTable]
    var groups: [Int]?
  }

  // Which items are in the first half, for each cut.
  private func cuts() -> [[Bool]] {
    var stream = RandomStream(key)
    let items = tables.first?.items ?? 0
    let names = groups.map { groups in Array(Set(groups)).sorted() }
    return (0..<samples).map { _ in
      guard let groups, let names else {
        var isFirst = [Bool](repeating: false, count: items)
        for item in stream.permutation(items).prefix(items / 2) { isFirst[item] = true }
        return isFirst
      }
      let chosen = Set(stream.permutation(names.count).prefix(names.count / 2).map { names[$0] })
      return groups.map(chosen.contains)
    }
  }

  private func halves(_ isFirst: [Bool]) -> (Half, Half) {
    var counts = [0, 0]
    let numbers = isFirst.map { isFirst -> Int32 in
      counts[isFirst ? 0 : 1] += 1
      return Int32(counts[isFirst ? 0 : 1] - 1)
    }
    // Items by half, for rows that lack members.
    let members = [true, false].map { half in isFirst.indices.filter { isFirst[$0] == half } }
    func part(_ table: NeighborTable, _ half: Bool) -> NeighborTable {
      let items = members[half ? 0 : 1]
      // One place more, for a neighbor of the other half behind the last.
      var indices = [Int32](repeating: 0, count: items.count * k + 1)
      var end = 0
      for item in items {
        let start = end
        for place in item * table.k..<(item + 1) * table.k {
          // Which half a neighbor is in nobody can predict: it is written in any case, and counted only if it belongs here.
          let neighbor = Int(table.indices[place])
          indices[end] = numbers[neighbor]
          end += isFirst[neighbor] == half ? 1 : 0
          if end == start + k { break }
        }
        var next = Int(numbers[item])
        while end < start + k {
          // Less than one row in 10,000: any members that are not there yet.
          next = (next + 1) % items.count
          if next != Int(numbers[item]), !indices[start..<end].contains(Int32(next)) {
            indices[end] = Int32(next)
            end += 1
          }
        }
      }
      indices.removeLast()
      return NeighborTable(items: items.count, k: k, includesSelf: false, indices: indices)
    }
    func half(_ side: Bool) -> Half {
      Half(
        tables: tables.map { part($0, side) },
        groups: groups.map { groups in members[side ? 0 : 1].map { groups[$0] } })
    }
    return (half(true), half(false))
  }
}

/// The mean of some items' values, and its variance as if items, or groups of items, were independent.
struct ItemMean {
  /// The mean; 0 without values.
  let mean: Double
  /// s²/n; with G groups, G/(G − 1) Σ (sum of deviations in a group)² / n². 0 for fewer than two.
  let variance: Double

  /// Of the values of items, with the group of each.
  init(_ values: [Double], _ groups: [Int]? = nil) {
    let n = Double(max(values.count, 1))
    let mean = values.reduce(0, +) / n
    self.mean = mean
    var sums: [Double] = []
    if let groups {
      var byGroup: [Int: Double] = [:]
      for (value, group) in zip(values, groups) { byGroup[group, default: 0] += value - mean }
      // By name, so that the sum does not depend on the order of a dictionary.
      sums = byGroup.sorted { $0.key < $1.key }.map(\.value)
    } else {
      sums = values.map { $0 - mean }
    }
    let count = Double(sums.count)
    variance = count < 2 ? 0 : sums.reduce(0) { $0 + $1 * $1 } / (n * n) * count / (count - 1)
  }
}
