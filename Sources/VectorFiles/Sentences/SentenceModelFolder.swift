import Foundation

/// A folder that holds a sentence encoder as sentence-transformers and Hugging Face publish one: JSON files that describe
/// it, a vocabulary, and weights in safetensors.
package struct SentenceModelFolder {
  /// The folder.
  package let path: String

  /// A folder that exists.
  /// - Throws: ``DataFileError`` for what is no folder, or one without `config.json`.
  package init(_ path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw DataFileError(kind: .file, path: path, message: "there is no such folder")
    }
    guard isFolder.boolValue else {
      throw DataFileError.content(path, "is a file; allowed: the folder of a model, with its config.json")
    }
    self.path = path
    guard has("config.json") else {
      throw DataFileError.content(
        path,
        "has no config.json; allowed: the folder of a model as sentence-transformers saves it (config.json, "
          + "model.safetensors, vocab.txt or tokenizer.json)\(Self.shown(files))")
    }
  }

  /// Names of the files that decide the vectors of a model: those that it must have, and of the others those that are there.
  package static func files(in path: String) -> [String] {
    let others = [
      "vocab.txt", "tokenizer.json", "tokenizer_config.json", "sentence_bert_config.json", "modules.json",
      "1_Pooling/config.json",
    ]
    return ["config.json", "model.safetensors"]
      + others.filter { FileManager.default.fileExists(atPath: "\(path)/\($0)") }
  }

  /// Names of what lies in the folder, sorted.
  package var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The path of a file of the folder.
  package func file(_ name: String) -> String { path.hasSuffix("/") ? path + name : "\(path)/\(name)" }

  /// Whether the folder has a file of this name.
  package func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

  /// A JSON file of the folder.
  /// - Throws: ``DataFileError`` for one that is missing, no JSON, or where a value is of another kind.
  package func json<Value: Decodable>(_ name: String, _ type: Value.Type = Value.self) throws -> Value {
    let path = file(name)
    let bytes = try FileContent.read(path)
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch let error as DecodingError {
      throw DataFileError.content(path, Self.problem(error))
    } catch {
      throw DataFileError.content(path, "is no JSON document")
    }
  }

  /// A JSON file of the folder; nil where there is none.
  package func jsonIfPresent<Value: Decodable>(_ name: String, _ type: Value.Type = Value.self) throws
    -> Value?
  {
    has(name) ? try json(name, type) : nil
  }

  private static func problem(_ error: DecodingError) -> String {
    func place(_ context: DecodingError.Context) -> String {
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? "" : DataFileError.quoted(path) + " "
    }
    switch error {
    case .keyNotFound(let key, let context):
      return "\(place(context))has no key \(DataFileError.quoted(key.stringValue))"
    case .typeMismatch(let type, let context): return "\(place(context))is of another kind than \(type)"
    case .valueNotFound(_, let context): return "\(place(context))is null"
    default: return "is no JSON document of a model"
    }
  }

  private static func shown(_ files: [String]) -> String {
    files.isEmpty
      ? "; it is empty"
      : "; it has " + files.prefix(8).map(DataFileError.quoted).joined(separator: ", ")
        + (files.count > 8 ? ", …" : "")
  }
}
