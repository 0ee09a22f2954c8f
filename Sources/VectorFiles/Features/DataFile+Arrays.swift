extension DataFile {
  /// One of the arrays of a file, be it of numbers or not.
  package struct Content: Equatable, Sendable {
    /// Its name; "" in a file of one array.
    package var name: String
    /// Element type in words, or what it holds instead.
    package var type: String
    /// The lengths of its axes.
    package var shape: [Int]
    /// Whether it can be read as numbers.
    package var isNumeric: Bool
    /// What is worth knowing of its layout.
    package var notes: [String] = []
  }

  /// The array of numbers that the path names, in its own element type, of which nothing else in the file is checked; nil
  /// for a file of text, word vectors, MAT or HDF5.
  /// - Throws: ``DataFileError`` for what is damaged, and a part or layer that is not there.
  package func array() throws -> NPYArray? {
    guard let array = try wholeArray() else { return nil }
    return try part.layer.map { try array.layer($0) } ?? array
  }

  private func wholeArray() throws -> NPYArray? {
    switch format {
    case .npy:
      try checkUnnamed()
      return try NPYArray(bytes, path: part.file)
    case .npz:
      let archive = try NPZArchive(bytes, path: part.file)
      return try archive.array(archive.key(part.name))
    case .safetensors: return try SafetensorsFile.array(bytes, name: part.name, path: part.file)
    case .matrix, .word2vecBinary, .text: return nil
    }
  }

  /// The texts of the array that the path names; nil if it holds none.
  /// - Throws: ``DataFileError`` as ``array()``.
  package func texts() throws -> [String]? {
    switch format {
    case .npy:
      try checkUnnamed()
      return try NPYText.read(bytes, path: part.file)
    case .npz:
      let archive = try NPZArchive(bytes, path: part.file)
      let key = try archive.key(part.name)
      guard try archive.description(key).text != nil else { return nil }
      return try NPYText.read(archive.content(key), path: "\(part.file):\(key)")
    case .safetensors, .matrix, .word2vecBinary, .text: return nil
    }
  }

  /// What arrays there are, or only the one that the path names, without their numbers.
  /// - Throws: ``DataFileError`` for a damaged directory, and for a part that is not there.
  package func contents() throws -> [Content] {
    switch format {
    case .npy:
      try checkUnnamed()
      return [Self.content("", try NPYDescription.parse(bytes, path: part.file).0)]
    case .npz:
      let archive = try NPZArchive(bytes, path: part.file)
      let keys = try part.name.map { [try archive.key($0)] } ?? archive.keys
      return try keys.map { Self.content($0, try archive.description($0)) }
    case .safetensors:
      return try SafetensorsFile.contents(bytes, path: part.file)
        .filter { part.name == nil || part.name == $0.name }
        .map { Content(name: $0.name, type: $0.type, shape: $0.shape, isNumeric: $0.isRead) }
    case .matrix, .word2vecBinary, .text: return []
    }
  }

  private static func content(_ name: String, _ description: NPYDescription) -> Content {
    var notes: [String] = []
    if description.type.first == ">", description.elementType?.size ?? 1 > 1 {
      notes.append("big-endian: is converted when read, not mapped")
    }
    if description.isFortranOrder { notes.append("Fortran order: is converted when read, not mapped") }
    return Content(
      name: name, type: description.typeName, shape: description.shape,
      isNumeric: description.elementType != nil || description.isBrainFloat, notes: notes)
  }

  private func checkUnnamed() throws {
    guard let name = part.name else { return }
    throw DataFileError.content(
      part.file, "holds one array and has no part \(DataFileError.quoted(name)); :#0, :#1, … name layers")
  }
}
