import CrossModal

/// What a study of maps keeps of its inputs.
package struct MapInputs: StudyInputs {
  /// The feature sets of both sides, in the order in which they came into the study.
  package var features: [Features]
  /// Labels of the items, in row order; training rows first.
  package var labels: [[String]]?
  /// Names of the items, in row order; nil where no file names them, and where an older version took the inputs in.
  package var names: [String]?
  /// Number of items.
  package var items: Int
  /// Number of training rows, which come first, where there is a fixed split.
  package var trainingItems: Int?
  /// The groups of the items, training rows first; nil where each item stands for itself.
  package var itemGroups: ItemGroups?
  /// How many rows each item of the files had, which are items of the study; nil for one.
  package var rowsPerItem: Int?
  /// What repeats; nil where an older version took the inputs in.
  package var repetitions: [Repetition]?

  /// The group of each item, counted from 0 in the order of the rows; nil without groups.
  package var groups: [Int]? { itemGroups?.numbers }

  /// One feature set as the study keeps it.
  package struct Features: Codable, Hashable, Sendable {
    /// Which side it is on.
    package var side: Side
    /// Its name in the configuration.
    package var name: String
    /// The file under `data/`.
    package var file: String
    /// Dimension of the vectors.
    package var columns: Int
    /// SHA-256 of shape and numbers.
    package var hash: String
    /// The files it came from, as they were given.
    package var sources: [String]
    /// Where those files were, how large, and when they were last changed.
    package var stamps: [String]
    /// How they were made of texts; nil where the files hold vectors.
    package var encoding: Encoding?
    /// How a sentence encoder made them; nil where none did.
    package var sentences: SentenceEncoding?
    /// What the configuration said next to the files: the encoder's options, and the training rows of one file. The set may
    /// leave the configuration and come back, but only with the same.
    package var options: String
    /// The training rows of one file; nil where the files say it, or where there is no split.
    package var trainingRows: String?
    /// Rows that equal another row; nil where an older version took the set in.
    package var repeatedRows: Int?
    /// Rows of zeros; nil where an older version took the set in.
    package var zeroRows: Int?
    /// Columns that have one number in all rows; nil where an older version took the set in, and for made texts.
    package var constantColumns: Int?
  }

  /// What the training of a text encoder came to.
  package struct Encoding: Codable, Hashable, Sendable {
    /// SHA-256 of everything that decides the features: texts, labels, word vectors, options, seed, kernels.
    package var recipe: String
    /// What the texts came to.
    package var counts: TextEncoderFit.Counts
    /// Epochs that were trained.
    package var epochs: Int
    /// The epoch whose weights were kept.
    package var bestEpoch: Int
    /// The feature check before training and after it.
    package var precision: [Precision]
  }

  /// What a sentence encoder made of texts.
  package struct SentenceEncoding: Codable, Hashable, Sendable {
    /// SHA-256 of everything that decides the features: texts, the model's files, options, kernels.
    package var recipe: String
    /// Name of the model's folder.
    package var model: String
    /// SHA-256 of its weights.
    package var weights: String
    /// Number of texts.
    package var texts: Int
    /// The most tokens of a text that are read.
    package var longest: Int
    /// Texts that are longer, and were cut.
    package var cut: Int
    /// Texts without a word.
    package var empty: Int
  }

  /// Mean average precision of retrieval inside one modality; nil without a query that has a relevant item.
  package struct Precision: Codable, Hashable, Sendable {
    /// Inside the rows that were learned from.
    package var training: Double?
    /// Inside all other rows.
    package var others: Double?
  }

  /// One of the two sides; the raw values are the paper's names, whatever a study calls them.
  package enum Side: String, Codable, Sendable {
    /// What the configuration names first.
    case first = "image"
    /// What it names second.
    case second = "text"
  }

  /// The feature set of a side by name.
  package func features(_ side: Side, _ name: String) -> Features? {
    features.first { $0.side == side && $0.name == name }
  }

  /// (input, target) feature sets of a cell.
  package func features(of cell: Cell) -> (input: Features, target: Features)? {
    guard let first = features(.first, cell.first), let second = features(.second, cell.second) else {
      return nil
    }
    return cell.direction == .firstToSecond ? (first, second) : (second, first)
  }
}

extension MapInputs.Features {
  /// Side and name, as text/lsa64.
  package func title(_ sides: SideNames) -> String { "\(sides.name(of: side))/\(name)" }

  /// The rows that leave neighbors to the row order, as "189 equal rows, 79 zero rows; ties go to the lower row"; nil where
  /// there are none, or where it was not counted.
  package var ties: String? {
    guard let repeatedRows, let zeroRows else { return nil }
    return RowFacts(repeatedRows: repeatedRows, zeroRows: zeroRows).text.map {
      $0 + "; ties go to the lower row"
    }
  }

  /// Columns without information, as "image/vgg: 3 of 128 columns are constant"; nil where there are none.
  package func constantColumnsText(_ sides: SideNames) -> String? {
    guard let constantColumns, constantColumns > 0 else { return nil }
    return
      "\(title(sides)): \(constantColumns) of \(columns) columns \(constantColumns == 1 ? "is" : "are") constant"
  }

  /// Notes how many rows are equal or zero.
  mutating func count(_ facts: RowFacts) {
    (repeatedRows, zeroRows) = (facts.repeatedRows, facts.zeroRows)
  }
}
