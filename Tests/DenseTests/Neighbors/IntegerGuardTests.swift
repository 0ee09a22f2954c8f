import DenseKernels
import TestSupport
import Testing

@testable import Dense

@Suite struct IntegerGuardTests {
  // Bits of a number, and whether products go by tiles.
  private static var ways: [(bits: Int, byTiles: Bool)] {
    [(8, false), (16, false)]
      + (FloatingPointEnvironment.multipliesTiles ? [(8, true), (16, true)] : [])
  }

  // Remainders of every kind: of 4 and 2 numbers a word, of 8 and 64 columns, of 160 words a run, of 64 rows.
  @Test(arguments: [1, 2, 3, 5, 8, 9, 63, 64, 65, 130, 323, 641, 700])
  func nothingIsTouchedBeyondTheBuffers(depth: Int) throws {
    for (bits, byTiles) in Self.ways {
      for count in [1, 13, 64] {
        // Tiles take 64 bytes, and of 16 bits two planes.
        let words = byTiles ? bits / 8 * ((depth + 63) / 64) * 16 : (depth + 32 / bits - 1) / (32 / bits)
        let rows = try Guarded<Float>(count * depth) { Float(($0 * 37 + 11) % 101) - 50 }
        let doubles = try Guarded<Double>(count * depth) { Double(($0 * 37 + 11) % 101) - 50 }
        let center = try Guarded<Double>(depth) { Double($0 % 3) * 0.25 }
        let scales = try Guarded<Double>(count) { _ in 0.5 }
        let panel = try Guarded<Int32>(64 * words) { _ in -1 }
        let lines = try byTiles ? Guarded<Int32>(64 * words) { _ in 0 } : nil
        let other = try Guarded<Int32>(64 * words) { _ in -1 }
        let (lengths, residuals, linear) = (
          try Guarded<Double>(64) { _ in -1 }, try Guarded<Double>(64) { _ in -1 },
          try Guarded<Double>(64) { _ in -1 }
        )
        let (steps, inverses) = (try Guarded<Float>(64) { _ in -1 }, try Guarded<Float>(64) { _ in -1 })
        let starts = try Guarded<Int32>(64) { _ in -1 }
        var rounded = dense_rounded_rows(
          lengths: lengths.pointer, residuals: residuals.pointer, linear: linear.pointer,
          steps: steps.pointer,
          inverses: inverses.pointer, starts: starts.pointer, lines: lines?.pointer,
          tiled: byTiles ? 1 : 0)
        dense_round_panel_d(
          other.pointer, doubles.pointer, Int64(depth), nil, Int64(count), Int64(depth), center.pointer,
          scales.pointer,
          Int32(bits), &rounded)
        dense_round_panel_f(
          panel.pointer, rows.pointer, Int64(depth), nil, Int64(count), Int64(depth), center.pointer,
          scales.pointer,
          Int32(bits), &rounded)
        #expect((0..<64 * words).allSatisfy { panel.pointer[$0] == other.pointer[$0] })

        // Every pair is a candidate: its score is the product of the rounded rows.
        let errors = AlignedBuffer(count: 64, repeating: Float(0))
        let terms = try Guarded<Float>(64) { $0 < count ? 0 : -.infinity }
        let collector = CandidateCollector(
          rows: count, k: count, candidates: 64, rowErrors: errors, itemErrors: nil)
        var pairing = dense_pairing(
          by_row: collector.collector, by_column: nil, row_terms: terms.pointer, item_terms: terms.pointer,
          self_shift: 0, excludes_self: 0)
        var panels = dense_integer_panels(
          words: panel.pointer, starts: starts.pointer, steps: steps.pointer, inverses: inverses.pointer,
          lines: lines.map { UnsafePointer($0.pointer) })
        let scratch = AlignedBuffer<Int32>(uninitialized: 64 * (Int(DENSE_INTEGER_GROUP) * 64 + words))
        if bits == 8 {
          dense_collect_bytes(&pairing, &panels, 0, &panels, 0, 1, Int64(words), scratch.pointer)
        } else {
          dense_collect_shorts(&pairing, &panels, 0, &panels, 0, 1, Int64(words), scratch.pointer)
        }
        let readBack = IntegerPanel(words: panel.pointer, count: words, bits: bits, byTiles: byTiles)
        let whole = (0..<64).map { readBack.numbers($0) }
        for row in 0..<count {
          let list = collector.collector.pointee.lists[row]
          #expect(list.count == Int32(count))
          let items = UnsafeRawPointer(list.scores + Int(list.capacity) + Int(DENSE_LIST_SLACK))
            .assumingMemoryBound(to: Int32.self)
          for place in stride(from: 0, to: Int(list.count), by: 9) {
            let item = Int(items[place])
            let product = zip(whole[row], whole[item]).reduce(0) { $0 + $1.0 * $1.1 }
            let expected = Float(product) * steps.pointer[row] * steps.pointer[item]
            #expect(abs(list.scores[place] - expected) <= abs(expected) * 1e-6)
          }
        }
      }
    }
  }

  // Sums read whole vectors, also before a row's last numbers, but nothing behind them.
  @Test func distancesTouchNothingBeyondTheirRows() throws {
    func left(_ place: Int) -> Double { Double(place % 7) - 3 }
    func right(_ place: Int) -> Double { Double(place % 5) - 2 }
    for count in Array(1...70) + [127, 128, 129, 300] {
      let a = try Guarded<Float>(count) { Float(left($0)) }
      let b = try Guarded<Float>(count) { Float(right($0)) }
      let (x, y) = (try Guarded<Double>(count, left), try Guarded<Double>(count, right))
      var dot = 0.0
      for place in 0..<count { dot += left(place) * right(place) }
      #expect(dense_exact_dot_f(a.pointer, b.pointer, Int64(count)) == dot)
      #expect(dense_exact_dot_d(x.pointer, y.pointer, Int64(count)) == dot)
      #expect(dense_near_sum(a.pointer, b.pointer, Int64(count), 0) == Float(dot))
    }
  }
}
