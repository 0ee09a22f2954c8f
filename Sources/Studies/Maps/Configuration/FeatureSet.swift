import CrossModal
import Settings
import VectorFiles

/// One set of vectors for one modality.
package struct FeatureSet: Hashable, Sendable {
  /// Name, as it is in cells and tables.
  package var name: String
  /// Where the vectors are, or the texts that are encoded.
  package var source: RowSource
  /// How vectors are made of texts; nil where the source has vectors.
  package var encoder: EncoderConfiguration?
  /// What is said of the first line and columns of text tables.
  package var table: TableOptions
  /// What is done to the vectors before they are mapped, fitted on training rows; an order that makes sense.
  package var steps: [FeatureStep]
  /// What the second of three axes is; nil where files have two.
  package var middleAxis: MiddleAxis?
  /// What a reader of the page must know of the vectors, without its point; nil for nothing.
  package var note: String?

  /// What the second of three axes can be. Layers are named by `FILE:#0`, one a set.
  package enum MiddleAxis: String, CaseIterable, Sendable {
    /// Several rows an item, as the captions of an image.
    case rows
  }

  /// A feature set.
  package init(
    name: String, source: RowSource, encoder: EncoderConfiguration? = nil,
    table: TableOptions = TableOptions(), middleAxis: MiddleAxis? = nil, steps: [FeatureStep] = [],
    note: String? = nil
  ) {
    (self.name, self.source, self.encoder, self.table) = (name, source, encoder, table)
    (self.middleAxis, self.steps, self.note) = (middleAxis, steps, note)
  }

  /// What decides the vectors besides the contents of files, as text.
  var options: String {
    [encoder?.canonicalJSON.compact, source.trainingRows].map { $0 ?? "" }.joined(separator: "\n")
      + (table.text.isEmpty ? "" : "\n" + table.text)
      + (middleAxis.map { "\nmiddle-axis \($0.rawValue)" } ?? "")
      + (steps.isEmpty ? "" : "\nsteps " + steps.map(\.text).joined(separator: ", "))
  }

  /// Every file that the vectors depend on, labels aside.
  package var files: [InputFile] {
    source.files + (encoder?.embeddings.map { [$0] } ?? [])
      + (encoder?.model.map { folder in
        SentenceModelFolder.files(in: folder.path).map { InputFile($0, relativeTo: folder.path) }
      } ?? [])
  }
}

extension FeatureSet {
  /// Feature sets by name, of the image side.
  static let imageFormat = format(Parts.rows)
  /// Feature sets by name, of the text side, which can be made by an encoder.
  static let textFormat = format(Parts.rows + [Parts.encoder])

  private struct Parts: Hashable, Sendable {
    var source = RowSourceParts()
    var encoder: EncoderConfiguration?
    var table = TableOptions()
    var middleAxis: MiddleAxis?
    var steps: [FeatureStep] = []
    var note: String?

    static let rows =
      RowSourceParts.keys.map { $0.of(\Parts.source) } + TableOptions.keys.map { $0.of(\Parts.table) }
      + [middleAxis, steps, note]
    private static let steps = SettingKey<Parts>(
      "steps", get: { $0.steps.isEmpty ? nil : $0.steps }, set: { $0.steps = $1 }, .featureSteps,
      effect: .anotherStudy(because: "maps would be fitted on other vectors"),
      "What is done to the vectors before they are mapped, in order; fitted on the training rows of each fold, and part of "
        + "the map; see [FEATURES.md](FEATURES.md)")
    private static let note = SettingKey<Parts>(
      "note", \.note, .title, effect: .nothing,
      "What a reader must know of the vectors, such as the rows that they were learned from; said on the page"
    )
    private static let middleAxis = SettingKey<Parts>(
      "middle-axis", \.middleAxis, .word,
      effect: .anotherStudy(because: "an item would have another number of rows"),
      default: "files have two axes",
      "What the second of three axes of a file is: rows makes an item of every row of items × rows × dimensions, as of five "
        + "captions an image; the other sets repeat theirs, and the rows of one item are a group. Of layers `FILE:#0` "
        + "names one, so that nothing is guessed")
    static let encoder = SettingKey<Parts>(
      "encoder", \.encoder, EncoderConfiguration.format, effect: nil,
      "Makes the vectors of texts, by a sentence encoder or by learning the labels of the training rows; see [TEXT.md](TEXT.md)"
    )
  }

  private static func format(_ keys: [SettingKey<Parts>]) -> SettingFormat<[FeatureSet]> {
    .named(
      SettingFormat<Parts>.section(keys, from: Parts(), isBlock: false).converted(
        make: { parts, mapping throws(ConfigurationError) in
          FeatureSet(
            name: "", source: try parts.source.source(mapping), encoder: parts.encoder, table: parts.table,
            middleAxis: parts.middleAxis, steps: parts.steps, note: parts.note)
        },
        taken: {
          Parts(
            source: RowSourceParts($0.source), encoder: $0.encoder, table: $0.table,
            middleAxis: $0.middleAxis,
            steps: $0.steps, note: $0.note)
        }),
      name: \.name, noun: "feature set",
      allowed: "a mapping from names to files, as in {vgg128: {file: images.npy}}")
  }
}
