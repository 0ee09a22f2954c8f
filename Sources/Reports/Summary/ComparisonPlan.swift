import CrossModal
import Studies
import VectorFiles

/// How much a configuration of comparisons measures. Layers are counted where their file is there.
package struct ComparisonPlan {
  private let spaces: Int
  private let measures: Int
  private let counts: [String]
  private let permutations: Int

  /// The counts of a configuration; of files only the shape is read.
  package init(_ configuration: ComparisonConfiguration) {
    spaces = configuration.spaces.reduce(0) { $0 + Self.layers($1.file.path) }
    measures = configuration.measures.count
    counts =
      configuration.measures.contains(where: \.usesNeighbors) ? configuration.counts.map(\.description) : []
    permutations = configuration.permutations
  }

  private var pairs: Int { spaces * (spaces - 1) / 2 }

  /// For people.
  var text: String {
    func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
    let neighbors = counts.isEmpty ? "" : " at k = \(counts.joined(separator: ", "))"
    return
      "\(counted(pairs, "pair")) of \(counted(spaces, "space")): \(counted(measures, "measure"))\(neighbors), "
      + "\(counted(permutations, "random alignment"))\n"
  }

  private static func layers(_ path: String) -> Int {
    guard let file = try? DataFile(path), file.part.layer == nil, let contents = try? file.contents(),
      contents.count == 1, contents[0].shape.count == 3
    else { return 1 }
    return max(1, contents[0].shape[1])
  }

  /// What ``json`` tells.
  private static let quantities: [Quantity<ComparisonPlan>] = [
    Quantity(
      "pairs", "Pairs", "Pairs of spaces that are compared.", integer: { $0.pairs }),
    Quantity(
      "spaces", "Spaces", "Spaces; layers of an array are counted where the file is there.",
      integer: { $0.spaces }),
    Quantity("measures", "Measures", "Measures of every pair.", integer: { $0.measures }),
    Quantity(
      "counts", "Numbers of neighbors", "Numbers of neighbors, as they are given.", texts: { $0.counts }),
    Quantity(
      "permutations", "Random alignments", "Random alignments of the null.", integer: { $0.permutations }),
  ]

  /// The fields of ``json``.
  package static var fields: [DocumentField] { [.version] + quantities.map(\.field) }

  /// The counts as a JSON document.
  var json: String { QuantityTable<ComparisonPlan>.document(of: self, Self.quantities) }
}
