import Foundation
import TestSupport
import Testing

@testable import Dense
@testable import VectorFiles

@Suite struct SafetensorsFileTests {
  private static func file(_ header: String, _ numbers: Int, length: UInt64? = nil) -> [UInt8] {
    let length = length ?? UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
      + [UInt8](repeating: 0, count: numbers)
  }

  @Test func readsWhatTheReferenceWrites() throws {
    let (tensors, metadata) = try SafetensorsFile.read(FormatFixtures.path("model.safetensors"))
    #expect(metadata == ["note": "ümlaut \"quoted\""])
    #expect(tensors.count == 3)
    #expect(tensors["W0"]?.matrix == Matrix([[0, 0.125, 0.25], [0.375, 0.5, 0.625]]))
    #expect(tensors["b0"]?.shape == [3] && tensors["b0"]?.numbers == [0.1, -1e30, 0])
    #expect(tensors["b0"]?.isDouble == true)
    #expect(tensors["n"] == .init(shape: [], numbers: [2.5]))
    #expect(tensors["n"]?.matrix == nil)
    #expect(tensors["b0"]?.matrix?.rows == 1)
  }

  @Test func roundTripsAndRepeatsItsBytes() throws {
    let tensors: [String: SafetensorsFile.Tensor] = [
      "W/0": .init(matrixOfNoise(rows: 4, columns: 3).view),
      "b0": .init(shape: [2], numbers: [.nan, -.infinity]),
      "a \"b\"\n": .init(shape: [2, 0], numbers: []), "n": .init(shape: [], numbers: [7]),
    ]
    try withTemporaryDirectory { directory in
      let path = directory + "/m.safetensors"
      try SafetensorsFile.write(tensors, metadata: ["k": "v\u{0}ü"], to: path)
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
      let (read, metadata) = try SafetensorsFile.read(path)
      #expect(metadata == ["k": "v\u{0}ü"])
      #expect(read.mapValues(\.shape) == tensors.mapValues(\.shape))
      #expect(
        read.mapValues { $0.numbers.map(\.bitPattern) } == tensors.mapValues { $0.numbers.map(\.bitPattern) })
      #expect(bytes[0] % 8 == 0)
      try SafetensorsFile.write(tensors, metadata: ["k": "v\u{0}ü"], to: path)
      #expect([UInt8](try Data(contentsOf: URL(filePath: path))) == bytes)
      try SafetensorsFile.write([:], to: path)
      #expect(try SafetensorsFile.read(path).tensors.isEmpty)
    }
  }

  @Test func writesTheDocumentedBytes() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/m.safetensors"
      try SafetensorsFile.write(["b": .init(shape: [1], numbers: [1])], to: path)
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
      let header = #"{"b":{"data_offsets":[0,4],"dtype":"F32","shape":[1]}}"#
      #expect(header.utf8.count == 54)
      #expect(bytes == [56, 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + [0x20, 0x20, 0, 0, 0x80, 0x3f])
    }
  }

  @Test func doublesStandFirstAndKeepTheirBits() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/m.safetensors"
      try SafetensorsFile.write(
        ["a": .init(shape: [1], numbers: [1]), "b": .init(shape: [1], doubles: [0.1])], to: path)
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
      let header =
        #"{"a":{"data_offsets":[8,12],"dtype":"F32","shape":[1]},"b":{"data_offsets":[0,8],"dtype":"F64","shape":[1]}}"#
      #expect(String(decoding: bytes.dropFirst(8).prefix(header.utf8.count), as: UTF8.self) == header)
      #expect(
        bytes.suffix(12) == [0x9a, 0x99, 0x99, 0x99, 0x99, 0x99, 0xb9, 0x3f, 0, 0, 0x80, 0x3f])
      let (read, _) = try SafetensorsFile.read(path)
      #expect(read["a"] == .init(shape: [1], numbers: [1]))
      #expect(read["b"] == .init(shape: [1], doubles: [0.1]))
      #expect(read["b"]?.numbers == [0.1])
      #expect(read["b"]?.isDouble == true && read["a"]?.isDouble == false)
      #expect(read["a"]?.doubles == [1])
    }
  }

  @Test(arguments: [
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4, "has 4 bytes; its shape [2] needs 8"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 8, "the tensors end at byte 4 of 8"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4, "has the offsets [0, 8] in 4 bytes"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8, "starts at 4, where 0"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, 8, "has the offsets [-4, 0]"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, 4, "has the offsets [0]"),
    (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4, "which no memory can hold"),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#, 4,
      "which no memory can hold"
    ),
    (#"{"a":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}}"#, 4, "holds 'I32'; F32 and F64 are allowed"),
    (#"{"a":{"dtype":"F32","shape":[1]}}"#, 4, "no data_offsets at 'a'"),
    (
      #"{"a":{"dtype":"F32","shape":"x","data_offsets":[0,4]}}"#, 4,
      "the header is not what safetensors allows"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}"#, 4,
      "the header is not what"
    ),
    (#"{"__metadata__":{"a":1}}"#, 0, "the header is not what safetensors allows"),
    (#"{"a":"#, 0, "the header is not what safetensors allows"), ("[]", 0, "does not start with {"),
  ])
  func refusesWhatTheHeaderMayNotClaim(header: String, numbers: Int, message: String) throws {
    try withFile("m.safetensors", Self.file(header, numbers)) { path in
      let error = dataFileError { _ = try SafetensorsFile.read(path) }
      #expect(error?.kind == .content)
      #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }
  }

  @Test func refusesOverlapsAndLengthsBeyondTheFile() throws {
    let overlap =
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#
    for (bytes, message) in [
      (Self.file(overlap, 8), "the tensor 'b' starts at 4, where 8 is the end of the one before"),
      (Self.file("{}", 0, length: 3), "the header claims 3 bytes, the file has 2 after the length"),
      (Self.file("{}", 0, length: .max), "the header claims 18446744073709551615 bytes"),
      ([1, 2], "has 2 bytes; a safetensors file starts with an 8-byte length"),
    ] {
      try withFile("m.safetensors", bytes) { path in
        let error = dataFileError { _ = try SafetensorsFile.read(path) }
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
      }
    }
    let nested = String(repeating: "{\"a\":", count: 100_000)
    try withFile("m.safetensors", Self.file(nested, 0)) { path in
      #expect(dataFileError { _ = try SafetensorsFile.read(path) }?.kind == .content)
    }
    let half = dataFileError { _ = try SafetensorsFile.read(FormatFixtures.path("refused-half.safetensors")) }
    #expect(half?.message == "the tensor 'h' holds 'F16'; F32 and F64 are allowed in a model")
  }

  @Test func readsOnlyTheTensorAskedFor() throws {
    let path = ContainerFixtures.path("mixed.safetensors")
    for name in ["half", "brain"] {
      let array = try SafetensorsFile.read(path, name: name)
      #expect(try array.matrix() == ContainerFixtures.numbers, "\(name)")
      #expect(array.notes == (name == "brain" ? [BrainFloat.note] : []))
    }
    #expect(try SafetensorsFile.read(path, name: "labels").integers() == [3, 1, 2])
    #expect(try SafetensorsFile.read(path, name: "flags").integers() == [1, 0, 0, 1])
    let contents = try DataFile(path).contents()
    #expect(contents.map(\.name) == ["brain", "cube", "flags", "half", "labels", "small"])
    #expect(contents.map(\.type) == ["bfloat16", "float32", "bool", "float16", "int64", "F8_E4M3"])
    #expect(contents.map(\.isNumeric) == [true, true, true, true, true, false])
    let refused = dataFileError { _ = try SafetensorsFile.read(path, name: "small") }
    #expect(
      refused?.message
        == "the tensor 'small' holds 'F8_E4M3'; F16, BF16, F32, F64, BOOL, and I8 to I64 and U8 to U64 are allowed"
    )
    // A model is F32 or F64 throughout.
    #expect(dataFileError { _ = try SafetensorsFile.read(path) }?.message.contains("in a model") == true)
  }

  @Test func checksTheTensorAskedForAlone() throws {
    let header =
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[9],"data_offsets":[4,8]}}"#
    try withFile("m.safetensors", Self.file(header, 8)) { path in
      let matrix = try SafetensorsFile.read(path, name: "a").matrix()
      #expect(matrix == Matrix([[0]]))
      #expect(
        dataFileError { _ = try SafetensorsFile.read(path, name: "b") }?.message.contains("needs 36") == true)
    }
  }

  @Test(arguments: [
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      "a"
    ),
    (
      #"{"\u0061b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"ab":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      "ab"
    ),
    (#"{"a":{"dtype":"F32","shape":[2],"shape":[1],"data_offsets":[0,4]}}"#, "shape"),
    (#"{"__metadata__":{"k":"{\"","k":"2"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, "k"),
  ])
  func refusesNamesGivenTwice(header: String, name: String) throws {
    try withFile("m.safetensors", Self.file(header, 8)) { path in
      let error = dataFileError { _ = try SafetensorsFile.read(path, name: "a") }
      #expect(error?.message == "the header gives the name '\(name)' twice")
    }
  }

  @Test func allowsNamesThatRepeatInOtherObjects() {
    let text = #"{"a":{"shape":[1],"b\\":1},"b\\":{"shape":"shape"},"c":["a","a",{"a":1},{"a":1}]}"#
    #expect(JSONNames.firstRepeated(in: BoundedBytes(copying: Array(text.utf8))) == nil)
  }
}
