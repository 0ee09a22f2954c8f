import Dense
import Foundation

/// Named float tensors in the safetensors format: the length of a JSON header (UInt64, little-endian), the header, and
/// the numbers, to which the header's offsets refer. Source: the format's description at huggingface/safetensors.
public enum SafetensorsFile {
  /// Reads all tensors of a model, F32 and F64 as they are, and the text under `__metadata__`.
  ///
  /// Refused with ``DataFileError``: other element types, a header that is damaged, shapes that do not fit the
  /// offsets, and numbers that overlap, leave gaps or end before or after the file does.
  /// - Throws: ``DataFileError`` as above, and for a file that cannot be opened.
  public static func read(_ path: String) throws -> (tensors: [String: Tensor], metadata: [String: String]) {
    let (header, data) = try SafetensorsHeader.read(FileContent.read(path), path: path)
    try header.checkModel(size: data.count, path: path)
    var tensors: [String: Tensor] = [:]
    for (name, entry) in header.tensors {
      let count = entry.end - entry.start
      guard let part = data.slice(at: entry.start, length: count) else {
        throw DataFileError.content(path, "the tensor \(DataFileError.quoted(name)) lies outside of the file")
      }
      tensors[name] =
        entry.type.size == 8
        ? Tensor(shape: entry.shape, doubles: doubles(part))
        : Tensor(shape: entry.shape, numbers: numbers(part))
    }
    return (tensors, header.metadata)
  }

  /// The names of the tensors, sorted.
  package static func names(_ path: String) throws -> [String] {
    try contents(FileContent.read(path), path: path).map(\.name)
  }

  /// Names, types and shapes of the tensors, sorted by name; whatever their types.
  static func contents(_ bytes: BoundedBytes, path: String) throws -> [(
    name: String, type: String, shape: [Int], isRead: Bool
  )] {
    let (header, _) = try SafetensorsHeader.read(bytes, path: path)
    return header.tensors.sorted { $0.key < $1.key }.map {
      ($0.key, $0.value.type.name, $0.value.shape, $0.value.type.size != nil)
    }
  }

  /// One tensor of numbers, mapped as it is in the file; bfloat16 becomes float32, which holds it. Only this tensor is
  /// checked.
  ///
  /// - Parameter name: nil: the only tensor of the file.
  /// - Throws: ``DataFileError`` as ``read(_:)``, also for a type that is not read, and a list of the names if `name` is
  ///   none of them, or is missing where there are several.
  public static func read(_ path: String, name: String?) throws -> NPYArray {
    try array(FileContent.read(path), name: name, path: path)
  }

  /// One tensor of a file whose bytes are at hand.
  static func array(_ bytes: BoundedBytes, name: String?, path: String) throws -> NPYArray {
    let (header, data) = try SafetensorsHeader.read(bytes, path: path)
    let names = header.tensors.keys.sorted()
    let shown = names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", …" : "")
    guard let chosen = name ?? (names.count == 1 ? names[0] : nil) else {
      throw DataFileError.content(
        path, "has \(names.count) tensors (\(shown)); name one, as in \(path):NAME")
    }
    guard let entry = header.tensors[chosen] else {
      throw DataFileError.content(path, "has no tensor \(DataFileError.quoted(chosen)); it has: \(shown)")
    }
    try header.check(chosen, size: data.count, path: path)
    let (place, part) = ("\(path):\(chosen)", data.part(entry.start..<entry.end))
    guard let type = entry.type.elementType else {
      let description = NPYDescription(type: "bfloat16", isFortranOrder: false, shape: entry.shape)
      return try BrainFloat.array(part, description: description, isCertain: true, path: place)
    }
    return NPYArray(header: NPYHeader(type: type, shape: entry.shape), path: place, data: part)
  }

  /// Writes tensors, atomically; the same input gives the same bytes. As the format's own library writes them, those of
  /// Double are first, so that all numbers lie at multiples of their size, and those of one type in the order of their
  /// names.
  ///
  /// No tensor may be named `__metadata__` (precondition).
  /// - Throws: ``DataFileError`` for a file that cannot be written.
  public static func write(_ tensors: [String: Tensor], metadata: [String: String] = [:], to path: String)
    throws
  {
    let ordered = tensors.sorted {
      $0.value.isDouble == $1.value.isDouble ? $0.key < $1.key : $0.value.isDouble
    }
    let header = try SafetensorsHeader.encoded(
      ordered.map { ($0.key, $0.value.isDouble, $0.value.shape) }, metadata: metadata)
    try AtomicFile.write(path) { writer in
      try writer.write((0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) })
      try writer.write(header)
      for (_, tensor) in ordered {
        switch tensor.content {
        case .floats(let numbers) where isLittleEndian:
          try numbers.withUnsafeBytes { try writer.write($0) }
        case .doubles(let numbers) where isLittleEndian:
          try numbers.withUnsafeBytes { try writer.write($0) }
        case .floats(let numbers):
          try numbers.map(\.bitPattern.littleEndian).withUnsafeBytes { try writer.write($0) }
        case .doubles(let numbers):
          try numbers.map(\.bitPattern.littleEndian).withUnsafeBytes { try writer.write($0) }
        }
      }
    }
  }

  private static var isLittleEndian: Bool { Int(littleEndian: 1) == 1 }

  private static func numbers(_ part: BoundedBytes) -> [Float] {
    (0..<part.count / 4).map { Float(bitPattern: part.integer(UInt32.self, at: $0 * 4) ?? 0) }
  }

  private static func doubles(_ part: BoundedBytes) -> [Double] {
    (0..<part.count / 8).map { Double(bitPattern: part.integer(UInt64.self, at: $0 * 8) ?? 0) }
  }
}
