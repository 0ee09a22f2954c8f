import CrossModal
import Dense
import Settings
import VectorFiles

/// Everything that a person decides about a comparison: which spaces of the same items, and what is measured of every pair.
/// A configuration whose key `kind` is `comparison`.
///
/// A key is declared once, in `keys` below its property: see ``DeclaredConfiguration``.
package struct ComparisonConfiguration: DeclaredConfiguration {
  /// Name, for titles and directories.
  package var name: String
  /// Seed of the random alignments.
  package var seed: UInt64 = 1
  /// The files of spaces; at least one. An array of items × layers × dimensions gives a space for every layer.
  package var spaces: [Space]
  /// How rows with names belong together; nil: names must agree.
  package var alignment: RowAlignment?
  /// Numbers of neighbors without the item itself.
  package var counts: [NeighborCount] = [.number(10)]
  /// The metric of neighbors.
  package var metric = Metric.cosine
  /// What is measured of every pair.
  package var measures = ComparisonMeasure.usualOfManyPairs
  /// Random alignments of the null; 0 for none.
  package var permutations = 200
  /// How it is given to a cluster; nil where nothing is said of one.
  package var cluster: ClusterConfiguration?
  /// Where the configuration came from; takes no part in equality.
  package var origin = ConfigurationOrigin()

  /// A configuration with defaults for everything but the data.
  package init(name: String, spaces: [Space]) { (self.name, self.spaces) = (name, spaces) }
}

extension ComparisonConfiguration {
  /// The numbers of neighbors among so many items, each once; those that are below one neighbor are left out.
  package func neighbors(of items: Int) -> [Int] {
    var known = Set<Int>()
    return counts.compactMap { $0.neighbors(of: items) }.filter { known.insert($0).inserted }
  }

  /// What is measured of every pair of spaces of so many items. The alignments are those of `crossmodal compare` with the
  /// same seed.
  package func request(items: Int) -> ComparisonRequest {
    ComparisonRequest(
      measures: measures, counts: neighbors(of: items), metric: metric, permutations: permutations,
      key: StreamKey(seed: seed).adding("compare"), threads: 1)
  }

  /// The declarations of a configuration of comparisons.
  package static let format = SettingFormat.section(
    keys, from: ComparisonConfiguration(name: "", spaces: []), isBlock: true)

  private static let everyPair = SettingEffect.anotherStudy(
    because: "finished pairs are measured with the value they had")

  private static let keys: [SettingKey<ComparisonConfiguration>] = [
    .version,
    .kind("comparison"),
    SettingKey(
      "name", \.name, .title, effect: .nothing, isRequired: true,
      "Name of the study, for titles and the default directory"),
    SettingKey(
      "seed", \.seed, .unsigned,
      effect: .anotherStudy(because: "other random alignments would make the null"),
      "Seed of the random alignments; they are those of `crossmodal compare` with the same seed"),
    SettingKey(
      "spaces", \.spaces, Space.format, effect: .growth, isRequired: true,
      "Spaces of the same items, by name; every pair is compared"),
    SettingKey(
      "align", \.alignment, .word, effect: .anotherStudy(because: "other rows would belong together"),
      default: "names must agree",
      "Where files name their rows: names joins rows by name, rows ignores names"),
    SettingKey(
      "k", \.counts, .axis(of: .neighborCount), effect: everyPair,
      "Numbers of neighbors without the item itself; a percentage is one of the items"),
    SettingKey(
      "metric", \.metric, .word(of: [.cosine, .euclidean]), effect: everyPair,
      "The metric by which rows are neighbors"),
    SettingKey(
      "measures", \.measures, .axis(of: .word), effect: everyPair,
      "What is measured of every pair; `crossmodal compare --explain all` says what each is"),
    SettingKey(
      "permutations", \.permutations, .integer(in: 0...100_000), effect: everyPair,
      "Random alignments that the nulls are drawn from, the same for all measures and pairs; 0 for none"),
    .cluster(\.cluster),
  ]
}
