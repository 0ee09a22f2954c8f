/// Where neighbor lists depend on the order of the rows: places at which an item and the next one are at equal distance.
///
/// The item itself has a place of its own by rule (``NeighborSearch``), so it is tied with nothing.
package struct NeighborTies: Equatable, Sendable {
  /// Number of lists.
  package let lists: Int
  /// Places in each list, the item itself included.
  package let k: Int
  /// Whether the item at a place is tied with the next one; k for each list.
  package let tied: [Bool]

  /// Ties that are known; `tied.count` must be `lists` · `k`.
  package init(lists: Int, k: Int, tied: [Bool]) {
    precondition(tied.count == lists * k, "\(tied.count) places for \(lists) lists of \(k)")
    (self.lists, self.k, self.tied) = (lists, k, tied)
  }

  /// The ties at the first `k` places of lists with self.
  ///
  /// - Parameters:
  ///   - table: lists of k + 1 neighbors, or of all items where there are only k: their last place is not tied.
  ///   - items: the rows that the lists were found in.
  ///   - rows: the items that the lists belong to.
  ///
  /// Distances are exact (``exactDistance(_:_:_:)``). Cost n k d in Double.
  package init<Scalar: ExactDistanceScalar>(
    _ table: NeighborTable, k: Int, of items: MatrixView<Scalar>, rows: [Int], metric: Metric,
    threads: Int = 1
  ) {
    precondition(table.includesSelf && rows.count == table.items && k <= table.k && table.k <= k + 1)
    let norms = items.norms(threads: threads)
    var tied = [Bool](repeating: false, count: table.items * k)
    tied.withUnsafeMutableBufferPointer { out in
      nonisolated(unsafe) let out = out
      SharedTasks(count: table.items, threads: threads).runWhileWanted { _, list in
        let own = rows[list]
        let row = items.base + own * items.stride
        let distances = table[list].map { index -> Double? in
          let item = Int(index)
          guard item != own else { return nil }
          return Scalar.exactDistance(
            row, norms.pointer[own], items.base + item * items.stride, norms.pointer[item], items.columns,
            metric)
        }
        for place in 0..<min(k, distances.count - 1) {
          if let distance = distances[place], distance == distances[place + 1] {
            out[list * k + place] = true
          }
        }
      }
    }
    self.init(lists: table.items, k: k, tied: tied)
  }

  /// Ties at the given places of lists (both from 0), nowhere else.
  package init(lists: Int, k: Int, at places: [(list: Int, place: Int)]) {
    var tied = [Bool](repeating: false, count: lists * k)
    for (list, place) in places { tied[list * k + place] = true }
    self.init(lists: lists, k: k, tied: tied)
  }

  /// The list and the place (both from 0) of every tie, in order.
  package var places: [(list: Int, place: Int)] {
    tied.indices.filter { tied[$0] }.map { ($0 / k, $0 % k) }
  }

  /// The ties of consecutive parts of the lists.
  package init(joining parts: [NeighborTies]) {
    precondition(parts.allSatisfy { $0.k == parts.first?.k }, "parts of different lengths")
    self.init(
      lists: parts.reduce(0) { $0 + $1.lists }, k: parts.first?.k ?? 0, tied: parts.flatMap(\.tied))
  }

  /// Whether the last of `neighbors` neighbors in a list is tied with the next item, so that the row order decides which of
  /// them is one; with self at most k neighbors, without at most k − 1.
  ///
  /// The item itself must be first in its list, as it is under cosine and Euclidean distance.
  package func isTied(_ list: Int, neighbors: Int, includesSelf: Bool) -> Bool {
    let place = includesSelf ? neighbors - 1 : neighbors
    precondition(neighbors >= 1 && place < k, "place \(place + 1) of \(k)")
    return tied[list * k + place]
  }
}
