import Dense

/// numpy's format for several named arrays: a zip archive with one `name.npy` entry each.
public enum NPZFile {
  /// All arrays by name (without `.npy`); entries with other endings are not arrays and left out.
  ///
  /// Stored entries stay mapped, deflated ones are unpacked; all checksums are checked.
  /// - Throws: ``DataFileError`` for what is damaged, and for a file that cannot be opened.
  public static func read(_ path: String) throws -> [String: NPYArray] {
    let archive = try Archive(path)
    var result: [String: NPYArray] = [:]
    for key in archive.keys { result[key] = try archive.array(key) }
    return result
  }

  /// The names of the arrays in the order of the archive, without unpacking any.
  /// - Throws: ``DataFileError`` for what is no archive, and for a file that cannot be opened.
  public static func keys(_ path: String) throws -> [String] { try Archive(path).keys }

  /// One array; only its entry is unpacked and checked.
  ///
  /// - Parameter key: the array's name; nil: the only array of the archive.
  /// - Throws: ``DataFileError`` that lists the names if `key` is none of them, or is missing where there are several.
  public static func read(_ path: String, key: String?) throws -> NPYArray {
    let archive = try Archive(path)
    let names = archive.keys.prefix(20).joined(separator: ", ") + (archive.keys.count > 20 ? ", …" : "")
    if let key {
      guard archive.keys.contains(key) else {
        throw DataFileError.content(path, "has no array \(DataFileError.quoted(key)); it has: \(names)")
      }
      return try archive.array(key)
    }
    guard let only = archive.keys.first, archive.keys.count == 1 else {
      throw DataFileError.content(
        path, "has \(archive.keys.count) arrays (\(names)); name one, as in \(path):KEY")
    }
    return try archive.array(only)
  }

  /// Writes the arrays in the given order, stored, as `numpy.savez` does; atomically, and with the same bytes for
  /// the same arrays (all time stamps are 1980-01-01).
  ///
  /// Names must be different, neither empty nor longer than 60,000 bytes (precondition). Arrays of 4 GiB or more,
  /// archives of more than that and more than 65,534 arrays are refused with ``DataFileError``.
  /// - Throws: ``DataFileError`` for what the format cannot hold, and for a file that cannot be written.
  public static func write(_ arrays: [(name: String, array: NPYArray)], to path: String) throws {
    precondition(Set(arrays.map(\.name)).count == arrays.count, "two arrays with one name in \(path)")
    try AtomicFile.write(path) { writer in
      var zip = ZipWriter(writer)
      for (name, array) in arrays {
        try zip.append(name: name + ".npy", header: array.header.encoded(), payload: array.data)
      }
      try zip.finish()
    }
  }

  /// An opened archive: the file, its directory and the names of its arrays.
  private struct Archive {
    let path: String
    let bytes: BoundedBytes
    let keys: [String]
    private let entries: [String: ZipDirectory.Entry]

    init(_ path: String) throws {
      self.path = path
      bytes = BoundedBytes(try MappedFile(path))
      let arrays = try ZipDirectory(bytes, path: path).entries.filter { $0.name.hasSuffix(".npy") }
      keys = arrays.map { String($0.name.dropLast(4)) }
      entries = Dictionary(zip(keys, arrays)) { first, _ in first }
    }

    func array(_ key: String) throws -> NPYArray {
      let place = "\(path):\(key)"
      guard let entry = entries[key] else { throw DataFileError.content(path, "has no array \(key)") }
      return try NPYArray(entry.content(of: bytes, path: place), path: place)
    }
  }
}
