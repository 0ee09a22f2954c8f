import Dense

/// The local measures of two spaces and the hubs of each, at every number of neighbors asked for.
struct LocalComparison {
  /// The scores, in the order of the request's measures, for every k in turn.
  let scores: [MeasuredScore]

  /// Compares the lists of two spaces.
  /// - Parameter finished: hears how many permutations are done, of those of all k.
  /// - Throws: ``Interrupted``.
  init(
    _ first: ComparedSpace, _ second: ComparedSpace, _ request: ComparisonRequest,
    finished: (Int) -> Void = { _ in }
  ) throws {
    let items = first.items
    let length = request.listLength(items: items)
    func lists(_ space: ComparedSpace) -> NeighborTable {
      space.lists(request.metric, length: length, threads: request.threads, groups: request.groups).table
    }
    let (one, two) = (lists(first), lists(second))
    let units = request.asks(.neighborAlignment) ? (first.unitRows, second.unitRows) : nil
    // Hubs are those of one space: they have no null.
    let alignments =
      request.asks(for: .local) ? request.alignments(items: items) : request.noAlignments(items: items)
    var scores: [MeasuredScore] = []
    for (place, k) in request.counts.enumerated() {
      let lists = (ListedNeighbors(one.nearest(k)), ListedNeighbors(two.nearest(k)))
      let kernels = units.map {
        NeighborKernelAlignment(
          ListedKernel(lists.0, unitRows: $0.0, threads: request.threads),
          ListedKernel(lists.1, unitRows: $0.1, threads: request.threads))
      }
      let done = place * alignments.count
      let permuted = SharedResults<(NeighborScores, Double?)>(count: alignments.count)
      SharedTasks(count: alignments.count, threads: request.threads)
        .runWhileWanted(finished: { finished(done + $1) }) { _, task in
          let alignment = alignments[task]
          permuted.set(
            task,
            (
              NeighborScores(lists.0, lists.1, alignment: alignment),
              kernels.flatMap { $0.isDefined ? $0.score(alignment) : nil }
            ))
        }
      try Interruption.check()
      let observed = NeighborScores(lists.0, lists.1)
      let null = permuted.values
      for measure in request.measures where measure.usesNeighbors {
        var score = Self.score(
          measure, k, (one.nearest(k), two.nearest(k)), observed, kernels, null, items: items,
          groups: request.groups)
        let isOverlap = measure == .mutualNeighbors || measure == .neighborOverlap
        if isOverlap, request.groups == nil {
          let interval = OverlapInterval.interval(
            first: one, second: two, k: k, includesSelf: measure == .neighborOverlap)
          score.interval = interval.spread?.range
        }
        scores.append(score)
      }
    }
    self.scores = scores
  }

  private static func score(
    _ measure: ComparisonMeasure, _ k: Int, _ tables: (NeighborTable, NeighborTable),
    _ observed: NeighborScores, _ kernels: NeighborKernelAlignment?, _ null: [(NeighborScores, Double?)],
    items: Int, groups: [Int]?
  ) -> MeasuredScore {
    var score = MeasuredScore(measure, k: k)
    func compare(_ value: (NeighborScores) -> Double, chance: Double?) -> MeasuredScore {
      score.value = value(observed)
      score.chance = chance
      if !null.isEmpty {
        score.null = PermutedScores(observed: value(observed), permuted: null.map { value($0.0) })
      }
      return score
    }
    let others = groups.map(NeighborTable.othersOutside) ?? Double(items - 1)
    func overlap(includesSelf: Bool) -> Double {
      NeighborOverlap.chance(k: k, others: others, includesSelf: includesSelf)
    }
    // Formulas for lists of any other items.
    let drawn = groups == nil ? LocalChance(items: items, k: k) : nil
    switch measure {
    case .mutualNeighbors: return compare(\.mutual, chance: overlap(includesSelf: false))
    case .neighborOverlap: return compare(\.withSelf, chance: overlap(includesSelf: true))
    case .jaccard: return compare(\.jaccard, chance: drawn?.jaccard)
    case .rankSimilarity: return compare(\.rankSimilarity, chance: nil)
    case .cycleFromFirst: return compare(\.cycleFromFirst, chance: drawn?.cycle)
    case .cycleFromSecond: return compare(\.cycleFromSecond, chance: drawn?.cycle)
    case .neighborAlignment:
      guard let kernels, kernels.isDefined else {
        return .undefined(
          measure, k: k,
          items < 4 ? "\(items) items: it needs 4" : "a space's own neighbors have no positive alignment")
      }
      let value = kernels.score()
      score.value = value
      if !null.isEmpty { score.null = PermutedScores(observed: value, permuted: null.compactMap(\.1)) }
      return score
    default: return hubs(measure, score, tables, items: items)
    }
  }

  private static func hubs(
    _ measure: ComparisonMeasure, _ empty: MeasuredScore, _ tables: (NeighborTable, NeighborTable), items: Int
  ) -> MeasuredScore {
    var score = empty
    let isFirst = measure == .hubnessOfFirst || measure == .antihubsOfFirst
    let occurrence = NeighborOccurrence(isFirst ? tables.0 : tables.1, items: items)
    if measure == .antihubsOfFirst || measure == .antihubsOfSecond {
      score.value = Double(occurrence.never) / Double(items)
      return score
    }
    score.value = occurrence.skewness
    score.note =
      score.value.map {
        $0 > 2 ? "above 2: a few items are neighbors of very many" : nil
      } ?? "all items occur equally often"
    return score
  }
}
