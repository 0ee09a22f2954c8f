import CrossModal
import Settings
import VectorFiles

/// The data of a study: feature sets of two modalities, aligned by row, and labels.
package struct DatasetConfiguration: Hashable, Sendable {
  /// Name of the data set; part of the identity of every cell.
  package var name: String
  /// What the sides are called, in keys, cells and directions.
  package var sides: SideNames
  /// Feature sets of the first side, in the file's order; at least one.
  package var image: [FeatureSet]
  /// Feature sets of the second side, in the file's order; at least one.
  package var text: [FeatureSet]
  /// Class labels of the rows, if there are any.
  package var labels: LabelSource?
  /// How rows of files that name them belong together; nil: names must agree.
  package var alignment: RowAlignment?
  /// What belongs together, as the captions of an image; nil where each row stands for itself.
  package var groups: LabelSource?
  /// A file with a name for each item, for the page.
  package var names: InputFile?
  /// A folder with pictures of the items, for the page.
  package var pictures: InputFile?

  /// A data set.
  package init(
    name: String, sides: SideNames = .usual, image: [FeatureSet], text: [FeatureSet],
    labels: LabelSource? = nil,
    alignment: RowAlignment? = nil, groups: LabelSource? = nil
  ) {
    (self.name, self.sides, self.image, self.text, self.labels) = (name, sides, image, text, labels)
    (self.alignment, self.groups) = (alignment, groups)
  }

  /// Whether the rows come as training and test files; all sources of a data set agree in this.
  package var isSplit: Bool { image.first?.source.isSplit ?? false }
}

extension DatasetConfiguration {
  /// The keys of `dataset` that are no sides.
  static let ownKeys = ["name", "sides", "labels", "align", "groups", "names", "pictures"]

  /// The declarations of `dataset` where its sides have these names.
  static func format(_ sides: SideNames) -> SettingFormat<DatasetConfiguration> {
    .section(
      keys(sides), from: DatasetConfiguration(name: "", sides: sides, image: [], text: []), isBlock: true
    ) { dataset, mapping throws(ConfigurationError) in try dataset.check(mapping) }
  }

  private static func keys(_ sides: SideNames) -> [SettingKey<DatasetConfiguration>] {
    [
      SettingKey(
        "name", \.name, .identifier,
        effect: .anotherStudy(because: "the name of every cell begins with it"), isRequired: true,
        "Name of the data set; iaprtc12, wiki and imagenet get the paper's numbers next to ours"),
      SettingKey(
        "sides", get: { $0.sides == .usual ? nil : $0.sides }, set: { $0.sides = $1 }, SideNames.format,
        effect: .anotherStudy(because: "cells and random numbers are named by the directions"),
        default: "`[image, text]`",
        "Names of the two sides, which are the names of the keys `image` and `text` below and are used in directions; the paper's "
          + "numbers are given next to the paper's names"),
      SettingKey(
        sides.first, \.image, FeatureSet.imageFormat, effect: .growth, isRequired: true,
        "Feature sets of the first side, by name; each pair of an image set and a text set is mapped"),
      SettingKey(
        sides.second, \.text, FeatureSet.textFormat, effect: .growth, isRequired: true,
        "Feature sets of the second side, by name; row by row they belong to the same items"),
      SettingKey(
        "labels", \.labels, LabelSource.format.comparing("a file"),
        effect: .anotherStudy(because: "text encoders would learn other labels"),
        "Class labels of the rows, one or several a row; text encoders learn them"),
      SettingKey(
        "align", \.alignment, .word, effect: .anotherStudy(because: "other rows would belong together"),
        default: "names must agree where files have them",
        "How rows of files that name them belong together: names joins rows of one name, rows ignores names"),
      SettingKey(
        "groups", \.groups, LabelSource.groups.comparing("a file"),
        effect: .anotherStudy(because: "the rows would be cut into other folds"),
        "What belongs together, one name or number a row, as the image of a caption: rows of one group are in one fold, in "
          + "none of each other's neighbor lists, and are never each other's negatives"),
      SettingKey(
        "names", \.names, .file, effect: .display, default: "the names that files give their rows",
        "Names of the items on the page, one a row, training rows first"),
      SettingKey(
        "pictures", \.pictures, .file, effect: .display,
        default: "`atlas.png` with `names.txt` next to the first features",
        "A folder with pictures of the items for the page, named by item or by row from 1 as in `dog.png` or `12.jpg`"
      ),
    ]
  }

  /// Whether all sources tell training rows from test rows, or none, and whether an encoder has its labels.
  private func check(_ mapping: ConfigurationMapping) throws(ConfigurationError) {
    let places =
      mapping.entries(sides.first).map(\.value.place) + mapping.entries(sides.second).map(\.value.place)
    let sets = Array(zip(image + text, places))
    for (set, place) in sets where set.source.isSplit != isSplit {
      throw ConfigurationError(place, mixed("feature set '\(set.name)'"))
    }
    if let labels, labels.source.isSplit != isSplit {
      throw ConfigurationError(mapping["labels"]?.place ?? mapping.place, mixed("dataset.labels"))
    }
    if let groups, groups.source.isSplit != isSplit {
      throw ConfigurationError(mapping["groups"]?.place ?? mapping.place, mixed("dataset.groups"))
    }
    for (set, place) in sets where set.encoder?.learns == true && labels == nil {
      throw ConfigurationError(
        place,
        "feature set '\(set.name)': an encoder learns from labels; missing key 'labels' in dataset, or 'model' in encoder"
      )
    }
  }

  private func mixed(_ what: String) -> String {
    let (found, allowed) =
      isSplit
      ? ("rows without a split", "train and test files, or one file with train-rows")
      : ("training and test rows", "one file")
    return "\(what): found \(found); allowed: \(allowed), as for the first feature set"
  }
}
