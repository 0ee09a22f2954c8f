import CrossModal
import Dense
import Studies

/// The nearest neighbors of some held-out items of one final fit, in X, f(X) and Y: all that a gallery shows of it.
struct GalleryNeighbors: Codable, Equatable {
  /// One item; all numbers count in the data set, lists are nearest first and without the item itself.
  struct Item: Codable, Equatable {
    let item: Int
    let inX: [Int]
    let inF: [Int]
    let inY: [Int]
    /// Neighbors that f(X) shares with X, and with Y, the item itself included where the study counts it.
    let sharedWithX: Int
    let sharedWithY: Int
  }

  /// Number of neighbors that the study measures.
  let k: Int
  /// Number of held-out items.
  let rows: Int
  /// Means over all held-out items.
  let overlapWithX: Double
  let overlapWithY: Double
  /// The shown ones.
  let items: [Item]

  /// Searches the lists of a fit.
  /// - Parameter places: the items that are shown, counted in the held-out rows.
  init(_ trained: TrainedFit, metric: Metric, measures: MeasuresConfiguration, places: [Int]) {
    let search = NeighborSearch(k: measures.k, metric: metric, includesSelf: measures.includeSelf)
    func lists(_ rows: Matrix<Float>) -> NeighborTable {
      search.neighbors(of: rows.view, groups: trained.groups)
    }
    let (inX, inF, inY) = (lists(trained.x), lists(trained.mapped), lists(trained.y))
    let (x, y) = (NeighborOverlap(inX, inF), NeighborOverlap(inY, inF))
    (k, rows) = (inX.k, trained.rows.count)
    (overlapWithX, overlapWithY) = (x.mean, y.mean)
    func others(_ table: NeighborTable, _ place: Int) -> [Int] {
      table[place].map(Int.init).filter { $0 != place }.map { trained.rows[$0] }
    }
    items = places.map { place in
      Item(
        item: trained.rows[place], inX: others(inX, place), inF: others(inF, place), inY: others(inY, place),
        sharedWithX: x.shared[place], sharedWithY: y.shared[place])
    }
  }

  /// Whether it can be of a data set with so many items.
  func fits(items count: Int) -> Bool {
    let numbers = items.flatMap { [$0.item] + $0.inX + $0.inF + $0.inY }
    return !items.isEmpty && numbers.allSatisfy { (0..<count).contains($0) }
  }
}
