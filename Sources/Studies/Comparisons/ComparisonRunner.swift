import CrossModal
import Dense

/// Compares single pairs of a study.
package final class ComparisonRunner: UnitRunner {
  private let study: ComparisonStudy
  // The spaces of the last pairs with their lists and coordinates, the latest last.
  private var kept: [(place: Int, space: ComparedSpace)] = []
  /// Bytes of spaces that are kept, as far as they are more than the two of a pair.
  private static let mostBytes = 1 << 30

  /// Reads nothing yet.
  init(_ study: ComparisonStudy) { self.study = study }

  /// Compares a pair.
  package func run(
    _ unit: Int, ledger: ComparisonLedger, shouldContinue: () -> Bool
  ) throws -> UnitOutcome<PairComparison>? {
    let experiment = study.experiment
    let pair = experiment.pairs[unit]
    let (first, second) = (try space(pair.first), try space(pair.second))
    guard shouldContinue() else { return nil }
    do {
      let comparison = try SpaceComparison(first, second, experiment.request)
      return UnitOutcome(
        .finished,
        result: PairComparison(
          comparison.scores, tiedRows: tiedRows(of: [first, second], experiment.request)))
    } catch let error as LinearAlgebraError {
      return UnitOutcome(.failed, reason: "\(error)")
    } catch let error as ClosedFormError {
      return UnitOutcome(.failed, reason: "\(error)")
    }
  }

  private func tiedRows(of spaces: [ComparedSpace], _ request: ComparisonRequest) -> [Int]? {
    guard let k = request.counts.first, request.measures.contains(where: \.usesNeighbors) else { return nil }
    let length = request.listLength(items: study.experiment.items)
    return spaces.map { $0.lists(request.metric, length: length, threads: request.threads).tiedRows(k) }
  }

  private func space(_ place: Int) throws -> ComparedSpace {
    if let known = kept.firstIndex(where: { $0.place == place }) {
      kept.append(kept.remove(at: known))
      return kept[kept.count - 1].space
    }
    let source = study.experiment.spaces[place]
    let space = ComparedSpace(
      name: source.name, rows: try ComparisonData.rows(source, in: study.directory))
    kept.append((place, space))
    while kept.count > 2, kept.reduce(0, { $0 + bytes($1.space) }) > Self.mostBytes { kept.removeFirst() }
    return space
  }

  // The rows in both kinds of numbers, two sets of coordinates, and the lists.
  private func bytes(_ space: ComparedSpace) -> Int {
    let length = study.experiment.request.listLength(items: space.items)
    return space.items * (space.dimensions * (4 + 8 + 16) + length * 16)
  }
}

extension Ledger where Kind == ComparisonExperiment {
  /// The pairs that are measured, with their scores.
  package var compared: ComparedPairs {
    let sources = experiment.spaces.map(\.source)
    return ComparedPairs(
      pairs: experiment.pairs.enumerated().compactMap { unit, pair in
        record(unit)?.result.map { result in
          ComparedPairs.Pair(
            first: pair.first, second: pair.second, scores: result.scores.compactMap(\.measured),
            isCandidate: ComparedPairs.isCandidate(pair.first, pair.second, sources: sources))
        }
      })
  }

  /// Rows of a space whose neighbors are decided by the row order at the first number of neighbors; nil where no pair of
  /// it is measured.
  package func tiedRows(of space: Int) -> Int? {
    for (unit, pair) in experiment.pairs.enumerated() where pair.first == space || pair.second == space {
      guard let tied = record(unit)?.result?.tiedRows, tied.count == 2 else { continue }
      return tied[pair.first == space ? 0 : 1]
    }
    return nil
  }
}
