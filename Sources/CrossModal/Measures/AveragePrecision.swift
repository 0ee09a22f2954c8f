/// The average precision of one ranking, taken in from its first place on; items that are as near are one group.
///
/// With relevance yₖ of the item at place k and R relevant items, AP = 1/R Σₖ yₖ (y₁ + … + yₖ)/k, and AP@R is the same sum over
/// the first R places. Of a group the mean over all of its orders is taken: behind s items, c of them relevant, m items, r of
/// them relevant, add
///
///     Σⱼ r/m · (c + 1 + (j − 1) (r − 1)/(m − 1)) / (s + j),  j = 1 … m
///
/// since place j holds a relevant item with probability r/m, and then each of the j − 1 places before it does with
/// (r − 1)/(m − 1). McSherry and Najork 2008. Where m = 1 or r = m this is the sum without groups, to the bit.
struct AveragePrecision {
  /// Places that are taken.
  private(set) var places = 0
  /// Relevant items at these places.
  private(set) var found = 0
  /// Σ of precision times relevance over them.
  private(set) var sum = 0.0
  /// The same over the first places, up to the cutoff.
  private(set) var sumToCutoff = 0.0
  private let cutoff: Int

  /// An empty ranking.
  /// - Parameter cutoff: places that count for ``sumToCutoff``.
  init(cutoff: Int = 0) { self.cutoff = cutoff }

  /// A ranking in which no irrelevant item is as near as a relevant one; its cutoff is the number of relevant items.
  /// - Parameter before: for each relevant item, from the nearest on, the irrelevant ones between it and the one before it.
  init(itemsBefore before: [Int]) {
    self.init(cutoff: before.count)
    for items in before {
      add(items: items, relevant: 0)
      add(items: 1, relevant: 1)
    }
  }

  /// Takes in the next items, which are as near as each other, and how many of them are relevant. Cost O(items), or O(1)
  /// without a relevant one.
  mutating func add(items: Int, relevant: Int) {
    if relevant > 0 {
      let (share, others) = (Double(relevant) / Double(items), Double(max(1, items - 1)))
      for place in 0..<items {
        let before = Double(place * (relevant - 1)) / others
        let term = share * ((Double(found + 1) + before) / Double(places + place + 1))
        sum += term
        if places + place < cutoff { sumToCutoff += term }
      }
    }
    found += relevant
    places += items
  }
}
