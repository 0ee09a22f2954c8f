/// What a file of vectors is: by its bytes, and where they leave it open by its ending.
package enum FileFormat: Hashable, Sendable {
  /// One numpy array.
  case npy
  /// A zip archive of numpy arrays.
  case npz
  /// Named tensors.
  case safetensors
  /// MAT or HDF5, read by a program of its own.
  case matrix
  /// word2vec's binary format.
  case word2vecBinary
  /// Lines of text: a table, word vectors, labels, words.
  case text

  /// The format of a file with this content, unpacked where it was packed. No format is taken by its ending against its
  /// bytes; a file without the mark of any format, be it damaged or cut short, belongs to its ending.
  /// - Parameter path: the file, without a part behind a colon.
  /// - Throws: ``DataFileError`` that names a format which is not read, with the line that converts it.
  package static func recognize(_ bytes: BoundedBytes, path: String) throws -> FileFormat {
    if bytes.starts(with: [0x93] + Array("NUMPY".utf8)) { return .npy }
    if bytes.starts(with: Array("PK".utf8)),
      [[3, 4], [5, 6]].contains(where: { bytes.starts(with: $0, at: 2) })
    {
      return try ZipContent.recognize(bytes, path: path)
    }
    if isSafetensors(bytes) { return .safetensors }
    if MatrixMarks.areIn(bytes) { return .matrix }
    if let foreign = ForeignFormat.recognized(bytes, path: path) { throw foreign }
    if let known = byEnding(path) { return known }
    if bytes.isEmpty || UTF16Text.isLikely(bytes) { return .text }
    if Word2VecMarks.areIn(bytes, path: path) { return .word2vecBinary }
    if let json = JSONText(bytes, path: path) { throw json.error(path: path) }
    guard TextMarks.areIn(bytes) else { throw ForeignFormat.unknown(path: path) }
    return .text
  }

  /// Whether the format holds arrays of numbers without text.
  package var holdsArrays: Bool { self == .npy || self == .npz || self == .safetensors }

  /// The format in words.
  package var name: String {
    switch self {
    case .npy: "a numpy array"
    case .npz: "a numpy archive (zip)"
    case .safetensors: "a safetensors file"
    case .matrix: "a MAT or HDF5 file"
    case .word2vecBinary: "a word2vec binary file"
    case .text: "text"
    }
  }

  /// The endings of formats that a file cannot have by chance, each with its format. Packed files end with `.gz` behind.
  static let endings: [(ending: String, format: FileFormat)] = [
    (".npy", .npy), (".npz", .npz), (".safetensors", .safetensors), (".mat", .matrix), (".h5", .matrix),
    (".hdf5", .matrix), (".hdf", .matrix), (".nc", .matrix),
  ]

  /// The format that the ending of a path stands for; nil for text, word2vec and all other endings.
  package static func byEnding(_ path: String) -> FileFormat? {
    let name = path.lowercased()
    let plain = name.hasSuffix(".gz") ? name.dropLast(3) : name[...]
    return endings.first { plain.hasSuffix($0.ending) }?.format
  }

  // The length of a header, and the header.
  private static func isSafetensors(_ bytes: BoundedBytes) -> Bool {
    guard let length = bytes.integer(UInt64.self, at: 0), length >= 2, length <= 100_000_000 else {
      return false
    }
    return bytes.byte(at: 8) == UInt8(ascii: "{") && !TextMarks.areIn(bytes.part(0..<8))
  }
}
