import Dense

/// Everything that is measured of two row-aligned spaces.
package struct SpaceComparison: Sendable {
  /// The scores: local ones and hubs for every number of neighbors in turn, then global ones.
  package let scores: [MeasuredScore]

  /// Compares two spaces of the same items.
  ///
  /// What a space is alone (lists, coordinates) is made once and kept by it. Cost of all measures of 9,251×300 and
  /// 9,251×2,048 with 200 permutations: docs/MEASURES.md.
  /// - Parameter progress: hears the part of the whole that is done, from 0 to 1.
  /// - Throws: ``LinearAlgebraError``, ``ClosedFormError`` for numbers that are not finite, ``Interrupted``.
  package init(
    _ first: ComparedSpace, _ second: ComparedSpace, _ request: ComparisonRequest,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws {
    precondition(
      first.items == second.items && first.items >= 2,
      "a comparison of \(first.items) and \(second.items) items")
    precondition(
      request.counts.allSatisfy { $0 >= 1 && $0 <= request.others(items: first.items) }
        && request.groups.map { $0.count == first.items } ?? true,
      "\(request.counts) neighbors of \(first.items) items, groups of \(request.groups?.count ?? first.items)"
    )
    let steps = ComparisonSteps(first, second, request, progress)
    var scores: [MeasuredScore] = []
    if request.asks(for: .local) || request.asks(for: .hubs) {
      let length = request.listLength(items: first.items)
      _ = first.lists(
        request.metric, length: length, threads: request.threads, groups: request.groups,
        progress: steps.hearing(.firstLists))
      _ = second.lists(
        request.metric, length: length, threads: request.threads, groups: request.groups,
        progress: steps.hearing(.secondLists))
      try Interruption.check()
      scores += try LocalComparison(first, second, request) { steps.hear(.localNull, $0, request) }.scores
    }
    if request.asks(for: .global) {
      scores += try GlobalMeasures(first, second, request, steps).scores
    }
    try Interruption.check()
    self.scores = scores
  }

  /// The score of a measure, at its number of neighbors or the first one.
  package func score(_ measure: ComparisonMeasure, k: Int? = nil) -> MeasuredScore? {
    scores.first { $0.measure == measure && (k == nil || $0.k == k) }
  }
}
