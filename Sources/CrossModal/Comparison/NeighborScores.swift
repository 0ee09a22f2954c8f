import Dense

/// What two sets of neighbor lists say of each other: the sums from which every local measure follows.
///
/// Lists of k neighbors without self, N^A(i) and N^B(i). Under an alignment π item i of A is paired with item π(i) of B,
/// whose neighbors b become π⁻¹(b): no list is searched again.
struct NeighborScores: Equatable, Sendable {
  /// 1/(n k) Σ |∩|.
  private(set) var mutual = 0.0
  /// mNNO_k: 1/(n k) Σ |∩| of the lists of k with the item itself first, that is, of the item and its first k − 1 neighbors.
  private(set) var withSelf = 0.0
  /// Mean of |∩| / |∪|.
  private(set) var jaccard = 0.0
  /// Mean of Σ 2/((1 + |r_A − r_B|)(r_A + r_B)) / H_m over the shared neighbors; r: place from 1, m = |∩|.
  private(set) var rankSimilarity = 0.0
  /// Share of items i with some j ∈ N^B(i) that has i ∈ N^A(j).
  private(set) var cycleFromFirst = 0.0
  /// Share of items i with some j ∈ N^A(i) that has i ∈ N^B(j).
  private(set) var cycleFromSecond = 0.0

  /// Compares lists of equal shape. Cost O(n k).
  /// - Parameter alignment: π; nil for the alignment as it is.
  init(_ first: ListedNeighbors, _ second: ListedNeighbors, alignment: [Int]? = nil) {
    let (n, k) = (first.items, first.k)
    precondition(n == second.items && k == second.k, "lists \(n)×\(k) and \(second.items)×\(second.k)")
    var inverse: [Int32] = []
    if let alignment {
      inverse = [Int32](repeating: 0, count: n)
      for (item, partner) in alignment.enumerated() { inverse[partner] = Int32(item) }
    }
    var listed = [Int32](repeating: -1, count: n)
    var place = [Int32](repeating: 0, count: n)
    var listing = listed
    let harmonic = (0...k).reduce(into: [Double]()) { $0.append($1 == 0 ? 0 : $0[$1 - 1] + 1 / Double($1)) }
    var (shared, sharedBefore, fromFirst, fromSecond) = (0, 0, 0, 0)
    for item in 0..<n {
      let mark = Int32(item)
      for rank in 0..<k {
        let neighbor = Int(first.indices[item * k + rank])
        listed[neighbor] = mark
        place[neighbor] = Int32(rank)
      }
      for position in first.starts[item]..<first.starts[item + 1] {
        listing[Int(first.listing[position])] = mark
      }
      let partner = alignment?[item] ?? item
      var (common, similarity, returns) = (0, 0.0, false)
      for rank in 0..<k {
        let index = second.indices[partner * k + rank]
        let neighbor = Int(alignment == nil ? index : inverse[Int(index)])
        if listing[neighbor] == mark { returns = true }
        guard listed[neighbor] == mark else { continue }
        common += 1
        let other = Int(place[neighbor])
        if max(rank, other) < k - 1 { sharedBefore += 1 }
        similarity += 2 / Double((1 + abs(rank - other)) * (rank + other + 2))
      }
      if returns { fromFirst += 1 }
      for position in second.starts[partner]..<second.starts[partner + 1] {
        let index = second.listing[position]
        if listed[Int(alignment == nil ? index : inverse[Int(index)])] == mark {
          fromSecond += 1
          break
        }
      }
      shared += common
      jaccard += Double(common) / Double(2 * k - common)
      if common > 0 { rankSimilarity += similarity / harmonic[common] }
    }
    let count = Double(max(n, 1))
    mutual = Double(shared) / (count * Double(k))
    withSelf = n == 0 ? 0 : Double(n + sharedBefore) / (count * Double(k))
    jaccard /= count
    rankSimilarity /= count
    (cycleFromFirst, cycleFromSecond) = (Double(fromFirst) / count, Double(fromSecond) / count)
  }
}

/// Neighbor lists without self, and for every item the items that list it.
struct ListedNeighbors: Sendable {
  /// Number of items.
  let items: Int
  /// Neighbors of each item.
  let k: Int
  /// The lists, item after item.
  let indices: [Int32]
  /// The items that list item i are in `listing` from `starts[i]` to before `starts[i + 1]`, ascending.
  let starts: [Int]
  let listing: [Int32]

  /// Turns lists around. Cost O(n k).
  init(_ table: NeighborTable) {
    precondition(!table.includesSelf, "lists with self")
    (items, k, indices) = (table.items, table.k, table.indices)
    var starts = [Int](repeating: 0, count: items + 1)
    for index in indices { starts[Int(index) + 1] += 1 }
    for item in 0..<items { starts[item + 1] += starts[item] }
    var next = starts
    var listing = [Int32](repeating: 0, count: indices.count)
    for item in 0..<items {
      for index in indices[(item * k)..<((item + 1) * k)] {
        listing[next[Int(index)]] = Int32(item)
        next[Int(index)] += 1
      }
    }
    (self.starts, self.listing) = (starts, listing)
  }
}
