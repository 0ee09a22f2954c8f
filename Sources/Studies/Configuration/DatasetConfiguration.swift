import CrossModal
import VectorFiles

/// The data of a study: feature sets of two modalities, aligned by row, and labels.
package struct DatasetConfiguration: Hashable, Sendable {
  /// Name of the data set; part of the identity of every cell.
  package var name: String
  /// Feature sets of the image side, in the file's order; at least one.
  package var image: [FeatureSet]
  /// Feature sets of the text side, in the file's order; at least one.
  package var text: [FeatureSet]
  /// Class labels of the rows, if there are any.
  package var labels: LabelSource?

  /// A data set.
  package init(name: String, image: [FeatureSet], text: [FeatureSet], labels: LabelSource? = nil) {
    (self.name, self.image, self.text, self.labels) = (name, image, text, labels)
  }

  /// Whether the rows come as training and test files; all sources of a data set agree in this.
  package var isSplit: Bool { image.first?.source.isSplit ?? false }
}

/// One set of vectors for one modality.
package struct FeatureSet: Hashable, Sendable {
  /// Name, as it stands in cells and tables.
  package var name: String
  /// Where the vectors are, or the texts that are encoded.
  package var source: RowSource
  /// How vectors are made of texts; nil where the source has vectors.
  package var encoder: EncoderConfiguration?

  /// A feature set.
  package init(name: String, source: RowSource, encoder: EncoderConfiguration? = nil) {
    (self.name, self.source, self.encoder) = (name, source, encoder)
  }

  /// Every file that the vectors depend on, labels aside.
  package var files: [InputFile] { source.files + (encoder?.embeddings.map { [$0] } ?? []) }
}

/// The file or files that hold the rows of one side.
package enum RowSource: Hashable, Sendable {
  /// One file; folds are cut out of it.
  case whole(InputFile)
  /// Training and test rows in two files.
  case split(train: InputFile, test: InputFile)
  /// One file of which these rows are the training rows and all others, in their order, the test rows.
  case divided(InputFile, trainingRows: RowRanges)

  /// The files: one, or training and test.
  package var files: [InputFile] {
    switch self {
    case .whole(let file), .divided(let file, _): [file]
    case .split(let train, let test): [train, test]
    }
  }

  /// Whether training and test rows are told apart.
  package var isSplit: Bool {
    if case .whole = self { false } else { true }
  }
}

/// Where the class labels of the rows are.
package struct LabelSource: Hashable, Sendable {
  /// The file or files, whole or split as the feature sets are.
  package var source: RowSource
  /// The column of the file that holds the labels, from 1.
  package var column: Int

  /// A source of labels.
  package init(source: RowSource, column: Int = 1) {
    (self.source, self.column) = (source, column)
  }
}

/// The path of an input file. Two are equal when their absolute paths are the same text.
package struct InputFile: Hashable, Sendable {
  /// Absolute path; `..` in it is left to the file system, which knows the symbolic links. A path may name a part of a
  /// file, `file.npz:key`.
  package let path: String
  /// The path as the person wrote it, for messages.
  package let written: String

  /// A path as written, relative to an absolute `directory`.
  package init(_ written: String, relativeTo directory: String) {
    self.written = written
    path = Self.absolute(written, relativeTo: directory)
  }

  /// Equality of absolute paths.
  package static func == (left: InputFile, right: InputFile) -> Bool { left.path == right.path }

  /// Hashes the absolute path.
  package func hash(into hasher: inout Hasher) { hasher.combine(path) }

  /// `path` itself if it is absolute, else `directory/path` without `./` in front.
  static func absolute(_ path: String, relativeTo directory: String) -> String {
    if path.hasPrefix("/") { return path }
    var rest = Substring(path)
    while rest.hasPrefix("./") { rest = rest.dropFirst(2).drop { $0 == "/" } }
    if rest.isEmpty || rest == "." { return directory }
    return directory.hasSuffix("/") ? directory + rest : "\(directory)/\(rest)"
  }
}
