import Synchronization
import TestSupport
import Testing

@testable import Dense

/// Searches, ranks and decompositions that are interrupted at every question that they ask.
struct InterruptionTests {
  private static func rows(_ count: Int, _ columns: Int, seed: UInt64) -> Matrix<Float> {
    var random = RandomStream(StreamKey(seed: seed))
    return Matrix(rows: count, columns: columns) { _, _ in Float(random.uniform()) }
  }

  @Test(arguments: [NeighborPath.automatic, .openblas, .fused, .int8], [1, 3])
  func searchesEndWithListsOfItems(path: NeighborPath, threads: Int) {
    let (items, queries) = (Self.rows(900, 5, seed: 1), Self.rows(700, 5, seed: 2))
    for metric in Metric.allCases {
      for (includesSelf, queries) in [(true, nil), (false, nil), (true, queries)] {
        var search = NeighborSearch(k: 4, metric: metric, includesSelf: includesSelf, threads: threads)
        search.path = path
        let work = { queries.map { search.neighbors(of: $0, among: items) } ?? search.neighbors(of: items) }
        let (count, whole) = InterruptedWork.questions(work)
        #expect(count > 3)
        for place in InterruptedWork.places(of: count) {
          let (later, table) = InterruptedWork.run(interruptedAt: place, work)
          #expect(table.items == whole.items && table.k == 4)
          #expect(later <= 4 * threads + 8, "\(later) questions after the one that was answered")
          for list in 0..<table.items {
            #expect(Set(table[list]).count == 4 && table[list].allSatisfy { (0..<900).contains(Int($0)) })
            if !includesSelf { #expect(!table[list].contains(Int32(list))) }
          }
        }
        #expect(work() == whole)
      }
    }
  }

  @Test(arguments: [true, false], [1, 3]) func noBlockBeginsOnceAnEndIsAskedFor(symmetric: Bool, threads: Int)
  {
    let done = Atomic<Int>(0)
    _ = InterruptedWork.run(interruptedAt: 5) {
      SearchBlocks.run(groups: 12, symmetric: symmetric, threads: threads, progress: nil) { _, _ in
        done.add(1, ordering: .sequentiallyConsistent)
      }
    }
    #expect(done.load(ordering: .sequentiallyConsistent) == 5)
  }

  @Test(arguments: [1, 3]) func ranksEndWithoutCorrelations(threads: Int) throws {
    let (first, second) = (Self.rows(300, 3, seed: 3), Self.rows(300, 6, seed: 4))
    let work = {
      PairRanks(first.view, metric: .euclidean, threads: threads).correlations(
        with: PairRanks(second.view, metric: .euclidean, threads: threads), alignments: 1, threads: threads
      ) { _ in Array(0..<300) }
    }
    let (count, whole) = InterruptedWork.questions(work)
    #expect(count > 6 && whole != nil)
    for place in InterruptedWork.places(of: count) {
      #expect(InterruptedWork.run(interruptedAt: place, work).result == nil)
    }
    #expect(work() == whole)
  }

  @Test func decompositionsThrow() throws {
    let rows = Self.rows(40, 7, seed: 5).converted(to: Double.self)
    for place in 0..<2 {
      #expect(throws: Interrupted.self) {
        try InterruptedWork.run(interruptedAt: place) { try SingularValueDecomposition(rows) }
      }
      #expect(throws: Interrupted.self) {
        try InterruptedWork.run(interruptedAt: place) {
          try SymmetricEigendecomposition(product(rows, rows, transposingFirst: true))
        }
      }
    }
  }
}
