import Dense

/// A batch of word sequences of different lengths, packed so that no step computes padding.
///
/// The sequences are ordered from the longest on. Step t holds the sequences that are longer than t, the first
/// ``active``[t] of that order; the rows of all steps are one behind the other, step t from ``offsets``[t] on. So a
/// state that is not advanced any more is the state a mask over padding would keep. For the other direction the same
/// packing holds the sequences reversed. Words are numbered within the batch, so that each is projected once.
struct PackedSequences {
  /// Place in the batch of each sequence, longest first; equal lengths in the batch's order.
  let order: [Int]
  /// Lengths in that order.
  let lengths: [Int]
  /// Number of sequences in each step.
  let active: [Int]
  /// First row of each step.
  let offsets: [Int]
  /// Number of rows: words in the batch.
  let rows: Int
  /// The distinct words, as numbers of the vocabulary, in order of appearance.
  let words: [Int32]
  /// For every row the word's place in ``words``; read from the front, and from the back.
  let forward: [Int32]
  /// The same for the sequences reversed.
  let backward: [Int32]

  /// Packs sequences of word numbers below `vocabulary`; empty ones take part in no step. `places` is scratch of
  /// `vocabulary` times −1 and is left so.
  init(_ sequences: [[Int32]], places: inout [Int32]) {
    order = sequences.indices.sorted {
      let (first, second) = (sequences[$0].count, sequences[$1].count)
      return first == second ? $0 < $1 : first > second
    }
    lengths = order.map { sequences[$0].count }
    var words: [Int32] = []
    for index in order {
      for word in sequences[index] where places[Int(word)] < 0 {
        places[Int(word)] = Int32(words.count)
        words.append(word)
      }
    }
    var (active, offsets): ([Int], [Int]) = ([], [])
    var (forward, backward): ([Int32], [Int32]) = ([], [])
    var alive = lengths.count
    for step in 0..<(lengths.first ?? 0) {
      while lengths[alive - 1] <= step { alive -= 1 }
      active.append(alive)
      offsets.append(forward.count)
      for index in order[..<alive] {
        let sequence = sequences[index]
        forward.append(places[Int(sequence[step])])
        backward.append(places[Int(sequence[sequence.count - 1 - step])])
      }
    }
    for word in words { places[Int(word)] = -1 }
    (self.active, self.offsets, rows) = (active, offsets, forward.count)
    (self.words, self.forward, self.backward) = (words, forward, backward)
  }
}
