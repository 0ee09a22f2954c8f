import Foundation
import TestSupport
import Testing

@testable import VectorFiles

@Suite struct ONNXFileTests {
  private func graph(floats count: Int = 2) -> ONNXGraph {
    ONNXGraph(
      "g", input: .init("x", columns: 3), output: .init("y", columns: 3),
      nodes: [ONNXNode("Cast", ["x"], to: "y", integers: ["to": 1])],
      constants: [
        ONNXTensor("f", shape: [count], floats: Array(repeating: 1.5, count: count)),
        ONNXTensor("d", shape: [], doubles: [-2]), ONNXTensor("i", integers: [-1, 258]),
      ])
  }

  /// A reader of its own: fields of a message by their numbers.
  private func fields(_ bytes: ArraySlice<UInt8>) -> [Int: [ArraySlice<UInt8>]] {
    var (rest, found) = (bytes, [Int: [ArraySlice<UInt8>]]())
    func varint() -> Int {
      var (number, shift) = (0, 0)
      while let byte = rest.popFirst() {
        number |= Int(byte & 0x7f) << shift
        shift += 7
        if byte < 0x80 { break }
      }
      return number
    }
    while !rest.isEmpty {
      let key = varint()
      if key & 7 == 2 {
        let length = varint()
        found[key >> 3, default: []].append(rest.prefix(length))
        rest = rest.dropFirst(length)
      } else {
        let start = rest
        _ = varint()
        found[key >> 3, default: []].append(start.prefix(start.count - rest.count))
      }
    }
    return found
  }

  private func text(_ bytes: ArraySlice<UInt8>?) -> String { String(decoding: bytes ?? [], as: UTF8.self) }

  @Test func everyPartIsInItsField() throws {
    try withTemporaryDirectory { folder in
      let path = folder + "/m.onnx"
      try ONNXFile.write(graph(), metadata: ["b": "ü", "a": ""], to: path)
      let model = fields(try Array(Data(contentsOf: URL(filePath: path)))[...])
      #expect(model[1] == [[8]] && text(model[2]?.first) == "crossmodal")
      #expect(fields(model[8]?.first ?? [])[2] == [[17]])
      let entries = (model[14] ?? []).map(fields).map { [text($0[1]?.first), text($0[2]?.first)] }
      #expect(entries == [["a", ""], ["b", "ü"]])
      let graph = fields(model[7]?.first ?? [])
      #expect(text(graph[2]?.first) == "g" && graph[11]?.count == 1 && graph[12]?.count == 1)
      let node = fields(graph[1]?.first ?? [])
      #expect(text(node[1]?.first) == "x" && text(node[2]?.first) == "y" && text(node[4]?.first) == "Cast")
      let tensors = (graph[5] ?? []).map(fields)
      #expect(tensors.map { text($0[8]?.first) } == ["f", "d", "i"])
      #expect(tensors.map { $0[2] } == [[[1]], [[11]], [[7]]])
      #expect(tensors.map { $0[1] } == [[[2]], nil, [[2]]])
      #expect(tensors[0][9] == [[0, 0, 0xc0, 0x3f, 0, 0, 0xc0, 0x3f]])
      #expect(tensors[1][9] == [[0, 0, 0, 0, 0, 0, 0, 0xc0]])
      let integers: [UInt8] = Array(repeating: 0xff, count: 8) + [2, 1, 0, 0, 0, 0, 0, 0]
      #expect(tensors[2][9]?.first.map(Array.init) == integers)
    }
  }

  /// Checked by a smaller limit, of the numbers alone and of the whole.
  @Test(arguments: [100, 500]) func whatIsTooLargeIsRefused(limit: Int) throws {
    try withTemporaryDirectory { folder in
      let path = folder + "/m.onnx"
      #expect { try ONNXFile.write(graph(floats: 110), largest: limit, to: path) } throws: {
        ($0 as? DataFileError)?.kind == .content && "\($0)".contains("2 GiB")
      }
      #expect(!FileManager.default.fileExists(atPath: path))
      try ONNXFile.write(graph(floats: 110), largest: 1000, to: path)
    }
  }

  @Test func isNotWrittenOverAFile() throws {
    try withFile("m.onnx", "old") { path in
      #expect {
        try ONNXFile.write(graph(), to: path)
      } throws: {
        "\($0)".contains("m.onnx: exists")
      }
      let kept = try String(contentsOfFile: path, encoding: .utf8)
      #expect(kept == "old")
    }
  }
}
