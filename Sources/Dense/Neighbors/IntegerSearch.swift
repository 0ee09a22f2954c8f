internal import DenseKernels

/// The search by products of whole numbers, for all that may belong to the k nearest.
struct IntegerSearch {
  let scores: IntegerScores
  let k: Int
  let symmetric: Bool
  /// Row r is item r + shift and passed over, if not nil.
  let excludedShift: Int?
  let threads: Int
  /// The sample of the items, their terms for these rows, and the rank that first thresholds come from; nil for none.
  let sample: IntegerSample?
  /// Candidates of a row that are expected.
  var candidates = 0

  /// What a search collected, and the thresholds that it started from without proof.
  struct Collected {
    let collector: CandidateCollector
    let guesses: AlignedBuffer<Float>
    /// How many items of the sample lie above each row's guess.
    let passing: AlignedBuffer<Int32>
  }

  private static let width = Int(DENSE_NEIGHBOR_PANEL)

  /// First thresholds from the sample, for all rows but those in `closed`, which take no candidates.
  func start(closed: [Int]) -> Collected {
    let padded = scores.rows.padded
    // No list starts larger than half of its row, whatever is expected: memory stays in proportion to the data.
    let room = min(candidates * 5 / 2, max(64, scores.items.source.columns / 2))
    let collector = CandidateCollector(
      rows: scores.rows.count, k: k, candidates: max(k + 26, room),
      rowErrors: scores.rowErrors,
      itemErrors: scores.itemErrors)
    for row in closed { collector.close(row) }
    let guesses = AlignedBuffer(count: padded, repeating: -Float.greatestFiniteMagnitude)
    let passing = AlignedBuffer(count: padded, repeating: Int32(0))
    guard let sample else { return Collected(collector: collector, guesses: guesses, passing: passing) }
    let other = sample.scores
    let error = other.itemErrors.elements.reduce(0) { max($0, $1) }
    let panels = padded / Self.width
    let scratches = (0..<max(1, min(threads, panels))).map { _ in
      AlignedBuffer<Float>(uninitialized: Self.width * other.items.padded)
    }
    let copies = scratches.map { _ in AlignedBuffer<Int32>(uninitialized: Self.width * scores.rows.words) }
    SharedTasks(count: panels, threads: threads).run { worker, panel in
      var (pairing, rows) = (self.pairing(collector), scores.rows.panels)
      sample.indices.withUnsafeBufferPointer { indices in
        let panels = AlignedBuffer(count: 1, repeating: other.items.panels)
        var items = dense_item_sample(
          panels: panels.pointer, terms: other.itemTerms.pointer, error: error, indices: indices.baseAddress,
          count: Int64(other.items.count), padded: Int64(other.items.padded))
        defer { withExtendedLifetime(panels) {} }
        let (guess, passed) = (guesses.pointer + panel * Self.width, passing.pointer + panel * Self.width)
        let (words, rank) = (Int64(scores.rows.words), Int32(sample.rank))
        switch scores.rows.width {
        case .bits8:
          dense_guess_bytes(
            &pairing, &rows, Int64(panel), &items, words, rank, guess, passed, scratches[worker].pointer,
            copies[worker].pointer)
        case .bits16:
          dense_guess_shorts(
            &pairing, &rows, Int64(panel), &items, words, rank, guess, passed, scratches[worker].pointer,
            copies[worker].pointer)
        }
      }
    }
    return Collected(collector: collector, guesses: guesses, passing: passing)
  }

  /// Runs the search from what was started. `progress` hears the part that is done.
  func collect(_ started: Collected, progress: ((Double) -> Void)?) {
    let rowCount = scores.rows.count
    let groups = (rowCount + SearchBlocks.panelRows - 1) / SearchBlocks.panelRows
    let scratches = (0..<max(1, min(threads, groups))).map { _ in
      AlignedBuffer<Int32>(
        uninitialized: Self.width * (Int(DENSE_INTEGER_GROUP) * Self.width + scores.rows.words))
    }
    SearchBlocks.run(groups: groups, symmetric: symmetric, threads: threads, progress: progress) {
      worker, block in
      var (pairing, rows, items) = (self.pairing(started.collector), scores.rows.panels, scores.items.panels)
      let (words, scratch) = (Int64(scores.rows.words), scratches[worker].pointer)
      SearchBlocks.panels(
        of: block, symmetric: symmetric, rowPanels: scores.rows.padded / Self.width,
        itemPanels: scores.items.padded / Self.width
      ) { row, columns in
        let (first, count) = (Int64(columns.lowerBound), Int64(columns.count))
        switch scores.rows.width {
        case .bits8: dense_collect_bytes(&pairing, &rows, Int64(row), &items, first, count, words, scratch)
        case .bits16: dense_collect_shorts(&pairing, &rows, Int64(row), &items, first, count, words, scratch)
        }
      }
    }
  }

  private func pairing(_ collector: CandidateCollector) -> dense_pairing {
    dense_pairing(
      by_row: collector.collector, by_column: symmetric ? collector.collector : nil,
      row_terms: symmetric ? scores.itemTerms.pointer : scores.rowErrors.pointer,
      item_terms: scores.itemTerms.pointer, self_shift: Int64(excludedShift ?? 0),
      excludes_self: excludedShift == nil ? 0 : 1)
  }
}
