internal import DenseKernels

extension PairRanks {
  // Rows of the second set in one task: their partial sums are added in the order of the tasks.
  private static let taskRows = 32

  /// The rank correlations of two sets of n items under several alignments π, which pair item i of this set with item π(i)
  /// of the other:
  ///
  ///     ρ_π = Σ_{i<j} R[i, j] S[π(i), π(j)] / √(Σ R² Σ S²)
  ///
  /// R, S ranks from their means. nil where all distances of a set are equal, or the work was interrupted. Each sum is one over the same pairs in Double;
  /// the same bits with any number of threads. Cost ½ n² an alignment (measured 0.65 ns a pair), memory 4 n² bytes and
  /// 8 n an alignment. C function: `dense_gathered_dot`.
  /// - Parameters:
  ///   - count: number of alignments.
  ///   - alignment: the permutation of 0..<n with a number.
  ///   - progress: hears the part that is done.
  package func correlations(
    with other: PairRanks, alignments count: Int, threads: Int, progress: ((Double) -> Void)? = nil,
    alignment: (Int) -> [Int]
  ) -> [Double]? {
    precondition(items == other.items, "ranks of the pairs of \(items) items and of \(other.items)")
    guard squares > 0, other.squares > 0 else { return nil }
    let sums = products(with: other, Alignments(items, count, alignment), threads, progress)
    if Interruption.isRequested { return nil }
    let scale = squares.squareRoot() * other.squares.squareRoot()
    return sums.map { max(-1, min(1, $0 / scale)) }
  }

  private func products(
    with other: PairRanks, _ alignments: Alignments, _ threads: Int, _ progress: ((Double) -> Void)?
  ) -> [Double] {
    let (items, count) = (items, alignments.count)
    let square = other.square(threads: threads)
    let tasks = (items + Self.taskRows - 1) / Self.taskRows
    let partial = AlignedBuffer<Double>(count: tasks * count)
    SharedTasks(count: tasks, threads: threads).runWhileWanted(
      finished: { _, done in progress?(Double(done) / Double(tasks)) }
    ) { _, task in
      let sums = partial.pointer + task * count
      // A row of the other set stays in the nearest cache for all alignments; those of this set come one after the other.
      for partner in (task * Self.taskRows)..<min(items, (task + 1) * Self.taskRows) {
        let row = square.pointer + partner * items
        for index in 0..<count {
          let item = Int(alignments.inverse.pointer[index * items + partner])
          sums[index] += dense_gathered_dot(
            centered.pointer + triangle.start(ofRow: item), row,
            alignments.forward.pointer + index * items + item + 1, Int64(triangle.length(ofRow: item)))
        }
      }
    }
    return (0..<count).map { index in
      (0..<tasks).reduce(0.0) { $0 + partial.pointer[$1 * count + index] }
    }
  }
}

/// Permutations and their inverses, one after the other.
private struct Alignments {
  let count: Int
  let forward: AlignedBuffer<Int32>
  let inverse: AlignedBuffer<Int32>

  init(_ items: Int, _ count: Int, _ alignment: (Int) -> [Int]) {
    self.count = count
    forward = AlignedBuffer(uninitialized: items * count)
    inverse = AlignedBuffer(count: items * count, repeating: -1)
    for index in 0..<count {
      let order = alignment(index)
      precondition(order.count == items, "an alignment of \(order.count) of \(items) items")
      for (item, partner) in order.enumerated() {
        precondition(
          partner >= 0 && partner < items && inverse.pointer[index * items + partner] < 0,
          "an alignment that pairs an item with \(partner), which is no item of \(items) or paired already")
        forward.pointer[index * items + item] = Int32(partner)
        inverse.pointer[index * items + partner] = Int32(item)
      }
    }
  }
}
