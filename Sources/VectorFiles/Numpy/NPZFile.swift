import Dense

/// numpy's format for several named arrays: a zip archive with one `name.npy` entry each.
public enum NPZFile {
  /// All arrays by name (without `.npy`); entries with other endings are not arrays and left out.
  ///
  /// Stored entries stay mapped, deflated ones are unpacked; all checksums are checked.
  /// - Throws: ``DataFileError`` for what is damaged, and for a file that cannot be opened.
  public static func read(_ path: String) throws -> [String: NPYArray] {
    let archive = try NPZArchive(path)
    var result: [String: NPYArray] = [:]
    for key in archive.keys { result[key] = try archive.array(key) }
    return result
  }

  /// The names of the arrays in the order of the archive, without unpacking any.
  /// - Throws: ``DataFileError`` for what is no archive, and for a file that cannot be opened.
  public static func keys(_ path: String) throws -> [String] { try NPZArchive(path).keys }

  /// One array; only its entry is unpacked and checked.
  ///
  /// - Parameter key: the array's name; nil: the only array of the archive.
  /// - Throws: ``DataFileError`` that lists the names if `key` is none of them, or is missing where there are several.
  public static func read(_ path: String, key: String?) throws -> NPYArray {
    let archive = try NPZArchive(path)
    return try archive.array(archive.key(key))
  }

  /// Writes the arrays in the given order, stored, as `numpy.savez` does; atomically, and with the same bytes for
  /// the same arrays (all time stamps are 1980-01-01).
  ///
  /// Names must be different, neither empty nor longer than 60,000 bytes (precondition). Arrays of 4 GiB or more, archives of
  /// more than that and of 65,535 arrays or more have 64-bit sizes, which numpy reads.
  /// - Throws: ``DataFileError`` for a file that cannot be written.
  public static func write(_ arrays: [(name: String, array: NPYArray)], to path: String) throws {
    try write(arrays, to: path, limits: .init())
  }

  /// The same with 64-bit sizes from other limits on.
  static func write(
    _ arrays: [(name: String, array: NPYArray)], to path: String, limits: ZipWriter.Limits
  ) throws {
    precondition(Set(arrays.map(\.name)).count == arrays.count, "two arrays with one name in \(path)")
    try AtomicFile.write(path) { writer in
      var zip = ZipWriter(writer, limits: limits)
      for (name, array) in arrays {
        try zip.append(name: name + ".npy", header: array.header.encoded(), payload: array.data)
      }
      try zip.finish()
    }
  }
}
