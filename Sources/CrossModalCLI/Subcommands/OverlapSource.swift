import CrossModal
import Dense
import ForeignFiles
import Studies
import VectorFiles

/// The neighbor lists that `overlap` measures: searched, or read from files.
struct OverlapSource {
  let neighbors: PairedNeighbors
  /// The numbers of neighbors that were asked for, each once.
  let counts: [Int]
  /// Names of the items, where a file has them.
  private let names: [String]?

  /// Searches the two files of a command.
  init(searching command: OverlapCommand, _ asked: [NeighborCount]) throws {
    guard let first = command.first, let second = command.second else {
      throw CommandFailure.usage("two files of vectors are needed")
    }
    let (a, b) = try command.alignment.read(first, second)
    let items = a.features.rows
    let counts = try NeighborCounts.neighbors(asked, of: items)
    self.counts = counts
    var chosen: [Int]?
    if let rows = command.rows {
      guard let indices = RowRanges(rows)?.indices(rows: items) else {
        throw CommandFailure.usage(
          "--rows \(rows): must be rows and ranges from 1 to \(items), such as 1-100,150")
      }
      chosen = indices
    }
    if let sample = command.sample {
      guard sample <= items else {
        throw CommandFailure.usage("--sample \(sample): the files have \(items) items")
      }
      var stream = RandomStream(StreamKey(seed: command.seed).adding("overlap").adding("sample"))
      chosen = stream.permutation(items).prefix(sample).sorted()
    }
    let sets = (MeasuredRows(a), MeasuredRows(b))
    StandardError.notes(sets.0.notes, of: first)
    if second != first { StandardError.notes(sets.1.notes, of: second) }
    let line = SearchProgressLine()
    // One neighbor more than asked for, with self: that gives the lists with and without self. Intervals need two more.
    let intervals =
      command.asksForInterval && (chosen?.count ?? items) == items
      ? counts.filter { OverlapInterval.allows(k: $0, items: items) }.map {
        OverlapInterval.length(k: $0, items: items)
      } : []
    neighbors = PairedNeighbors(
      sets.0, sets.1, metrics: (command.metric ?? .cosine).metrics,
      k: max(counts.max() ?? 1, intervals.max() ?? 1) + 1, rows: chosen, threads: command.threads,
      progress: line.show)
    line.finish()
    names = a.names ?? b.names
  }

  /// Reads the lists of a command.
  init(reading command: OverlapCommand, _ asked: [NeighborCount]) throws {
    neighbors = try PairedNeighborFile.read(command.from)
    names = nil
    counts = try NeighborCounts.neighbors(asked, of: neighbors.items)
    for count in counts where count >= neighbors.k {
      throw CommandFailure.data(
        "-k \(count): the lists have \(neighbors.k) neighbors, self included; k must be smaller")
    }
  }

  /// Writes the lists: whole to `.npz`; to `.npy` those of the first metric, `k` neighbors with or without self.
  func writeNeighbors(to path: String, k: Int, includesSelf: Bool) throws {
    if path.hasSuffix(".npz") { return try PairedNeighborFile.write(neighbors, to: path) }
    guard neighbors.lists.count == 1 else {
      throw CommandFailure.usage("--neighbors \(path): must end in .npz where there are several metrics")
    }
    let (first, second) = tables(neighbors.lists[0], k: k, includesSelf: includesSelf)
    try NPYFile.write(first.indices + second.indices, shape: [2, neighbors.rows.count, k], to: path)
  }

  /// Writes a row for every item: its number from 1, its name if it has one, and its overlap for every metric and K, in at
  /// most 6 digits.
  func writeItems(to path: String, counts: [Int], includesSelf: Bool) throws {
    var header = ["row"] + (names == nil ? [] : ["name"])
    var columns: [(k: Int, shared: [Int])] = []
    for lists in neighbors.lists {
      for k in counts {
        let (first, second) = tables(lists, k: k, includesSelf: includesSelf)
        header.append("\(lists.metric.rawValue)_k\(k)")
        columns.append((k, NeighborOverlap(first, second).shared))
      }
    }
    let records = neighbors.rows.indices.map { place -> [String] in
      let row = neighbors.rows[place]
      return ["\(row + 1)"] + (names.map { [$0[row]] } ?? [])
        + columns.map { Self.sixDigits(Double($0.shared[place]) / Double($0.k)) }
    }
    try CSVFile.write([header] + records, to: path)
  }

  // 0.333333, 0.6, 1.0
  private static func sixDigits(_ share: Double) -> String { "\((share * 1e6).rounded() / 1e6)" }

  private func tables(_ lists: PairedNeighbors.Lists, k: Int, includesSelf: Bool) -> (
    first: NeighborTable, second: NeighborTable
  ) {
    func cut(_ table: NeighborTable) -> NeighborTable {
      (includesSelf ? table : table.excludingSelf(rows: neighbors.rows)).nearest(k)
    }
    return (cut(lists.first), cut(lists.second))
  }
}
