import Foundation

/// Models in the Open Neural Network Exchange format, written without a library: format version 8, operators of set 17,
/// which ONNX 1.12 and onnxruntime 1.12 (2022) were the first to read. Source: `onnx.proto` at github.com/onnx/onnx.
package enum ONNXFile {
  /// The version of the operators' definitions.
  package static let operatorSet = 17
  /// The version of the format.
  package static let formatVersion = 8
  /// The most bytes of a message of protocol buffers.
  package static let largest = Int(Int32.max)

  /// Writes a model, atomically; the same input gives the same bytes.
  /// - Parameters:
  ///   - metadata: text by name, for `metadata_props`; written in the order of the names.
  ///   - largest: the most bytes.
  /// - Throws: ``DataFileError`` for a model of 2 GiB or more, a path where something is already, and a file that cannot be
  ///   written. Then nothing is written.
  package static func write(
    _ graph: ONNXGraph, metadata: [String: String] = [:], largest: Int = largest, to path: String
  ) throws {
    // Constants as large as that are not put together first.
    let bytes = graph.constants.reduce(0) { $0 + $1.bytes.count }
    guard bytes <= largest else { throw tooLarge(path, bytes) }
    let message = message(graph, metadata: metadata)
    guard message.count <= largest else { throw tooLarge(path, message.count) }
    try checkNew(path)
    try AtomicFile.write(path) { writer in
      for part in message.parts { try writer.write(part) }
    }
  }

  /// Whether nothing is at a path: a model that others may have deployed is not replaced.
  /// - Throws: ``DataFileError`` of kind `.content` where something is.
  package static func checkNew(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    throw DataFileError.content(
      path, "exists, and an .onnx file is not replaced; name another file, or remove this one")
  }

  // ModelProto: ir_version = 1, producer_name = 2, graph = 7, opset_import = 8, metadata_props = 14.
  private static func message(_ graph: ONNXGraph, metadata: [String: String]) -> ProtobufMessage {
    var message = ProtobufMessage()
    message.add(1, integer: formatVersion)
    message.add(2, text: "crossmodal")
    message.add(7, message: graph.message)
    // OperatorSetIdProto: domain = 1 (empty: ONNX's own), version = 2.
    var operators = ProtobufMessage()
    operators.add(1, text: "")
    operators.add(2, integer: operatorSet)
    message.add(8, message: operators)
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      // StringStringEntryProto: key = 1, value = 2.
      var entry = ProtobufMessage()
      entry.add(1, text: key)
      entry.add(2, text: value)
      message.add(14, message: entry)
    }
    return message
  }

  private static func tooLarge(_ path: String, _ bytes: Int) -> DataFileError {
    .content(path, "the model has \(bytes) bytes; .onnx holds fewer than 2 GiB: write .safetensors")
  }
}
