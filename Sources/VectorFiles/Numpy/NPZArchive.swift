/// An opened `.npz` archive: the file, its directory and the names of its arrays.
struct NPZArchive {
  let path: String
  /// Names of the arrays, without `.npy`, in the order of the archive.
  let keys: [String]
  private let bytes: BoundedBytes
  private let entries: [String: ZipDirectory.Entry]

  /// More than numpy's longest header of a plain array.
  private static let headerLength = 1 << 16

  init(_ path: String) throws { try self.init(FileContent.read(path), path: path) }

  /// An archive whose bytes are at hand.
  init(_ bytes: BoundedBytes, path: String) throws {
    (self.path, self.bytes) = (path, bytes)
    let arrays = try ZipDirectory(bytes, path: path).entries.filter { $0.name.hasSuffix(".npy") }
    keys = arrays.map { String($0.name.dropLast(4)) }
    entries = Dictionary(zip(keys, arrays)) { first, _ in first }
  }

  /// The name to read: `key`, or the only one.
  /// - Throws: ``DataFileError`` that lists the names if `key` is none of them, or is missing where there are several.
  func key(_ key: String?) throws -> String {
    let names = keys.prefix(20).joined(separator: ", ") + (keys.count > 20 ? ", …" : "")
    if let key {
      guard entries[key] != nil else {
        throw DataFileError.content(path, "has no array \(DataFileError.quoted(key)); it has: \(names)")
      }
      return key
    }
    guard let only = keys.first, keys.count == 1 else {
      throw DataFileError.content(path, "has \(keys.count) arrays (\(names)); name one, as in \(path):KEY")
    }
    return only
  }

  /// What the header of an array says; only the beginning of its entry is unpacked.
  func description(_ key: String) throws -> NPYDescription {
    let place = "\(path):\(key)"
    let start = try entry(key).beginning(of: bytes, length: Self.headerLength, path: place)
    return try NPYDescription.parse(start, path: place).0
  }

  /// The `.npy` bytes of an array, unpacked once its header and the directory agree on its size.
  func content(_ key: String) throws -> BoundedBytes {
    let place = "\(path):\(key)"
    let entry = try entry(key)
    let start = try entry.beginning(of: bytes, length: Self.headerLength, path: place)
    // A header longer than the beginning is checked when all is unpacked.
    if let (description, offset) = try? NPYDescription.parse(start, path: place),
      let size = description.elementType?.size
    {
      _ = try description.checkedSize(
        elementSize: size, found: entry.size - offset, dataOffset: offset, path: place)
    }
    return try entry.content(of: bytes, path: place)
  }

  /// An array of numbers.
  func array(_ key: String) throws -> NPYArray {
    try NPYArray(content(key), path: "\(path):\(key)")
  }

  private func entry(_ key: String) throws -> ZipDirectory.Entry {
    guard let entry = entries[key] else { throw DataFileError.content(path, "has no array \(key)") }
    return entry
  }
}
