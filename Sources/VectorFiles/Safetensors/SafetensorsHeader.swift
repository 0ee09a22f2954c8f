import Foundation

/// The JSON header of a safetensors file: `{"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}`,
/// with free text under `__metadata__`.
struct SafetensorsHeader {
  /// Where the numbers of one tensor lie, relative to the end of the header.
  struct Entry {
    var type: SafetensorsType
    var shape: [Int]
    var start: Int
    var end: Int
  }

  var tensors: [String: Entry]
  var metadata: [String: String]

  private static let metadataKey = "__metadata__"
  /// The limit of the reference implementation.
  private static let largestHeader = 100_000_000

  /// The header of a file and the bytes behind it. Its tensors are unchecked: see ``check(_:path:)`` and
  /// ``checkModel(size:path:)``.
  static func read(_ bytes: BoundedBytes, path: String) throws -> (SafetensorsHeader, data: BoundedBytes) {
    guard let length = bytes.integer(UInt64.self, at: 0) else {
      throw DataFileError.content(
        path, "has \(bytes.count) bytes; a safetensors file starts with an 8-byte length")
    }
    guard length <= UInt64(largestHeader), let text = bytes.slice(at: 8, length: Int(length)),
      let data = bytes.slice(at: 8 + Int(length), length: bytes.count - 8 - Int(length))
    else {
      throw DataFileError.content(
        path, "the header claims \(length) bytes, the file has \(bytes.count - 8) after the length")
    }
    guard text.byte(at: 0) == UInt8(ascii: "{") else {
      throw DataFileError.content(path, "the header at byte 8 does not start with {")
    }
    let document: Document
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(text.raw))
    } catch {
      throw DataFileError.content(path, "the header is not what safetensors allows: \(reason(error))")
    }
    if let name = JSONNames.firstRepeated(in: text) {
      throw DataFileError.content(path, "the header gives the name \(DataFileError.quoted(name)) twice")
    }
    let tensors = try document.tensors.mapValues { tensor in
      guard tensor.data_offsets.count == 2 else {
        throw DataFileError.content(
          path,
          "a tensor has the offsets \(tensor.data_offsets); two are needed, of the first byte and behind the last"
        )
      }
      return Entry(
        type: SafetensorsType(code: tensor.dtype), shape: tensor.shape, start: tensor.data_offsets[0],
        end: tensor.data_offsets[1])
    }
    return (SafetensorsHeader(tensors: tensors, metadata: document.metadata), data)
  }

  /// The header of F32 and F64 tensors that follow each other in the given order, padded with blanks to a multiple of 8
  /// bytes.
  static func encoded(
    _ tensors: [(name: String, isDouble: Bool, shape: [Int])], metadata: [String: String]
  ) throws -> [UInt8] {
    var document = Document(tensors: [:], metadata: metadata)
    var offset = 0
    for (name, isDouble, shape) in tensors {
      precondition(name != metadataKey, "a tensor named \(metadataKey)")
      let end = offset + (isDouble ? 8 : 4) * shape.reduce(1, *)
      document.tensors[name] = Document.Tensor(
        dtype: isDouble ? "F64" : "F32", shape: shape, data_offsets: [offset, end])
      offset = end
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = Array(try encoder.encode(document))
    return text + [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
  }

  /// Checks one tensor: a type that is read, and numbers that lie in the file and fit the shape.
  /// - Parameter size: bytes behind the header.
  /// - Throws: ``DataFileError`` with its name.
  func check(_ name: String, size: Int, path: String) throws {
    guard let entry = tensors[name] else { return }
    let place = "the tensor \(DataFileError.quoted(name))"
    guard let elementSize = entry.type.size else {
      throw DataFileError.content(
        path,
        "\(place) holds \(DataFileError.quoted(entry.type.code)); \(SafetensorsType.allowed) are allowed")
    }
    guard let bytes = CheckedSize.product(entry.shape + [elementSize]) else {
      throw DataFileError.content(path, "\(place) has the shape \(entry.shape), which no memory can hold")
    }
    guard entry.start >= 0, entry.end >= entry.start, entry.end <= size else {
      throw DataFileError.content(
        path, "\(place) has the offsets [\(entry.start), \(entry.end)] in \(size) bytes of numbers")
    }
    guard entry.end - entry.start == bytes else {
      throw DataFileError.content(
        path, "\(place) has \(entry.end - entry.start) bytes; its shape \(entry.shape) needs \(bytes)")
    }
  }

  /// Checks all tensors as those of a model: F32 or F64, and filling the rest of the file without gap or overlap.
  /// - Throws: ``DataFileError`` with the name of the first that is wrong.
  func checkModel(size: Int, path: String) throws {
    let names = tensors.keys.sorted()
    for name in names {
      guard let entry = tensors[name], entry.type.isOfModels else {
        throw DataFileError.content(
          path,
          "the tensor \(DataFileError.quoted(name)) holds \(DataFileError.quoted(tensors[name]?.type.code ?? "")); "
            + "F32 and F64 are allowed in a model")
      }
      try check(name, size: size, path: path)
    }
    var position = 0
    for (name, entry) in tensors.sorted(by: {
      ($0.value.start, $0.value.end) < ($1.value.start, $1.value.end)
    }) {
      guard entry.start == position else {
        throw DataFileError.content(
          path,
          "the tensor \(DataFileError.quoted(name)) starts at \(entry.start), where \(position) is the end of the one before"
        )
      }
      position = entry.end
    }
    guard position == size else {
      throw DataFileError.content(path, "the tensors end at byte \(position) of \(size) bytes of numbers")
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, let context)?: "no \(key.stringValue) at \(place(context))"
    case .typeMismatch(_, let context)?: "a value of another type at \(place(context))"
    case .valueNotFound(_, let context)?: "no value at \(place(context))"
    case .dataCorrupted(let context)?: context.debugDescription + " at \(place(context))"
    default: "\(error)"
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let keys = context.codingPath.map(\.stringValue).joined(separator: ".")
    return keys.isEmpty ? "the top level" : DataFileError.quoted(keys)
  }

  /// The JSON document.
  private struct Document: Codable {
    struct Tensor: Codable {
      var dtype: String
      var shape: [Int]
      // The name is the format's.
      // swift-format-ignore: AlwaysUseLowerCamelCase
      var data_offsets: [Int]
    }

    struct Key: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    var tensors: [String: Tensor]
    var metadata: [String: String]

    init(tensors: [String: Tensor], metadata: [String: String]) {
      (self.tensors, self.metadata) = (tensors, metadata)
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      (tensors, metadata) = ([:], [:])
      for key in container.allKeys {
        if key.stringValue == metadataKey {
          metadata = try container.decode([String: String].self, forKey: key)
        } else {
          tensors[key.stringValue] = try container.decode(Tensor.self, forKey: key)
        }
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      if !metadata.isEmpty { try container.encode(metadata, forKey: Key(stringValue: metadataKey)) }
      for (name, tensor) in tensors { try container.encode(tensor, forKey: Key(stringValue: name)) }
    }
  }
}
