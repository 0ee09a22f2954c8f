import Settings

/// Every key of every configuration, in Markdown, made of the declarations: `docs/CONFIGURATION.md`.
package enum ConfigurationManual {
  /// The whole page, ending with a line break.
  package static var text: String {
    var page = ManualPage(introduction)
    page.add("## Maps between two modalities\n\n\(maps)\n")
    page.add(StudyConfiguration.format.manual, heading: "Top level of a configuration of maps")
    page.add("## Word vectors and human ratings\n\n\(ratings)\n")
    page.add(RatingsConfiguration.format.manual, heading: "Top level of a configuration of ratings")
    page.add("## Many spaces of the same items\n\n\(comparison)\n")
    page.add(ComparisonConfiguration.format.manual, heading: "Top level of a configuration of comparisons")
    return page.text
  }

  /// The smallest configuration of maps, with the keys that are set most often.
  static let mapsExample = """
    version: 1
    name: photos
    dataset:
      name: photos
      image: {vgg128: {file: images.npy}}      # a row an item
      text: {bigru: {file: sentences.csv}}     # the same items in the same order
    models: [lin, nn]
    losses: [mse, {max-margin: {margin: [1, 5]}}]
    grid: {learning-rate: [0.01, 0.001], hidden-units: [64, 256]}
    training: {max-epochs: 50}
    """

  /// A small configuration of ratings.
  static let ratingsExample = """
    version: 1
    kind: ratings
    name: words
    vectors: {word2vec: {file: vectors.bin}}
    ratings: {Men: {file: men.txt}}
    maps: {initializer: [{normal: {scale: 1}}], hidden-units: 1024, outputs: 2048}
    """

  /// A small configuration of comparisons.
  static let comparisonExample = """
    version: 1
    kind: comparison
    name: what-they-share
    spaces:
      resnet: {file: images.npy}
      bert: {file: layers.npy}               # items × layers × dimensions: the spaces bert.0, bert.1, …
      glove: {file: words.txt}
    k: [10, 1%]
    measures: [mutual-knn, cka-debiased]
    """

  private static let introduction = """
    # Configuration

    <!-- Printed by `crossmodal manual configuration`. The keys are declared in Sources/Studies, next to what they set. -->

    A study is one YAML file. `crossmodal check FILE` reads it strictly and prints it with every default written out;
    `crossmodal plan FILE` counts its fits; `crossmodal run FILE` makes the study or goes on with it. A key that does not
    exist, or a value that is not allowed, is an error with its line and column.

    - Only `version`, `name` and the data must be given; everything else has a default.
    - Where a list is allowed, one value may be given alone: `models: lin`.
    - Paths are relative to the file.
    - `--set key.path=value` changes a key for one run: `--set training.max-epochs=20`,
      `--set 'grid.hidden-units=[64,128]'`. Paths given so are relative to the current directory.
    - `NAME` in a path of a key stands for a name of your own, such as that of a feature set.

    What happens when you change a key and run the same study again is in the column "a change":

    | a change | what happens |
    |---|---|
    | makes another study | finished fits would not be comparable; the study is refused, and the message names the key |
    | may grow and shrink | only what is new is done; finished fits keep counting |
    | final fits are measured anew | no fit of the search is trained again |
    | changes what is shown | everything is measured already |
    | changes no result | the study goes on |

    A file with other contents makes another study, wherever it lies; its path changes nothing. What is under a `NAME`
    counts where the study has that name already: a new name is an addition.

    """

  private static let maps = """
    `kind: maps`, which may be left out. Every pair of an image set and a text set, direction, loss and model is a cell; the
    search finds the best setting of each cell, and the maps that it trains are measured on rows that they have not seen.

    ```yaml
    \(mapsExample)
    ```
    """

  private static let ratings = """
    `kind: ratings` compares similarities of word vectors, plain and behind untrained maps, with human ratings; see
    [RATINGS.md](RATINGS.md).

    ```yaml
    \(ratingsExample)
    ```
    """

  private static let comparison = """
    `kind: comparison` measures what every pair of many spaces shares, as `crossmodal compare` does, on the engine of all
    studies: workers, resume, Slurm. Row i of all files is one item, or rows are joined by name. Pairs are named after their
    spaces, `bert.0~resnet`, in the order of the names. `crossmodal best` gives the best pair and the null of the best:
    the same random alignment in all pairs, the highest score of each. Layers of one file count for it only where there is no
    other file, since layers of one model are alike without a signal.

    ```yaml
    \(comparisonExample)
    ```
    """
}

/// A page that tables of keys are added to; a table that is there already is not repeated.
private struct ManualPage {
  private(set) var text: String
  private var tables: Set<[ManualEntry]> = []

  init(_ introduction: String) { text = introduction }

  mutating func add(_ part: String) { text += "\n" + part }

  /// A table of keys under a heading, then those of the sections among them.
  mutating func add(_ entries: [ManualEntry], heading: String, summary: String? = nil) {
    add("### \(heading)\n" + (summary.map { "\n\($0).\n" } ?? ""))
    guard tables.insert(entries).inserted else {
      add("The same keys as above.\n")
      return
    }
    let rows = entries.flatMap { entry in
      (entry.effect == nil ? [] : [row(entry, entry.effect)])
        + (entry.isGroup ? [] : entry.keys.flatMap(\.all).map { row($0, entry.effect) })
    }
    if !rows.isEmpty {
      add("| key | default | allowed | a change | meaning |\n|---|---|---|---|---|\n" + rows.joined())
    }
    for entry in entries where entry.isGroup {
      let path = entry.effect == nil ? entry.path : "\(entry.path).NAME"
      add(entry.keys, heading: "`\(path)`", summary: entry.effect == nil ? entry.summary : nil)
    }
  }

  private func row(_ entry: ManualEntry, _ effect: SettingEffect?) -> String {
    let standard =
      switch entry.standard {
      case .value(let text): "`\(text)`"
      case .words(let text): text
      case .required: "must be given"
      }
    let cells = ["`\(entry.path)`", standard, entry.allowed, effect?.title ?? "", entry.summary]
    return "| \(cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")) |\n"
  }
}
