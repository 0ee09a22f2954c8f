import Foundation
import TestSupport
import Testing

@testable import Dense
@testable import VectorFiles

@Suite struct NPZFileTests {
  @Test func readsWhatNumpyAndZipfileWrite() throws {
    let expected = try FormatFixtures.expected().filter { $0.key.contains(".npz") }
    #expect(expected.count == 11)
    for (name, rows) in expected {
      let table = try FeatureTable.read(FormatFixtures.path(name))
      #expect(bits(table.features) == rows.map { $0.map { Float($0).bitPattern } }, "\(name)")
    }
  }

  @Test(arguments: ["stored.npz", "deflated.npz"])
  func readsAllArraysByName(name: String) throws {
    let arrays = try NPZFile.read(FormatFixtures.path(name))
    #expect(Set(arrays.keys) == ["W0", "b0", "W1", "b1"])
    #expect(arrays["W1"]?.header.type == .float64)
    #expect(arrays["b0"]?.shape == [4])
    #expect(try arrays["b1"]?.integers() == [0, 1])
    #expect(try NPZFile.keys(FormatFixtures.path(name)) == ["W0", "b0", "W1", "b1"])
  }

  @Test func roundTrips() throws {
    let matrix = matrixOfNoise(rows: 7, columns: 3)
    let vector: [Double] = [1, -0.1, 1e300]
    try withTemporaryDirectory { directory in
      let path = directory + "/w.npz"
      let arrays: [(name: String, array: NPYArray)] = [
        ("W0", NPYArray(matrix.view)), ("ü", NPYArray(vector)),
        ("n", NPYArray([1, 2, 3, 4] as [Int32], shape: [2, 2])),
        ("none", NPYArray([] as [Float])),
      ]
      try NPZFile.write(arrays, to: path)
      let read = try NPZFile.read(path)
      #expect(try NPZFile.keys(path) == ["W0", "ü", "n", "none"])
      #expect(try read["W0"]?.matrix() == matrix)
      #expect(try read["ü"]?.matrix(of: Double.self).elements == vector)
      #expect(try read["n"]?.matrix() == Matrix<Float>([[1, 2], [3, 4]]))
      #expect(read["none"]?.shape == [0])
      let first = try Data(contentsOf: URL(filePath: path))
      try NPZFile.write(arrays, to: path)
      #expect(try Data(contentsOf: URL(filePath: path)) == first)
    }
  }

  @Test func sixtyFourBitSizesAreReadAgain() throws {
    let arrays: [(name: String, array: NPYArray)] = [
      ("small", NPYArray([1, 2] as [Float])), ("large", NPYArray((0..<100).map(Double.init))),
      ("behind", NPYArray([7] as [Int32])),
    ]
    try withTemporaryDirectory { directory in
      let (plain, wide) = (directory + "/plain.npz", directory + "/wide.npz")
      try NPZFile.write(arrays, to: plain)
      for limits in [ZipWriter.Limits(bytes: 500, entries: 2), .init(entries: 3), .init(bytes: 1)] {
        try NPZFile.write(arrays, to: wide, limits: limits)
        let read = try NPZFile.read(wide)
        #expect(try NPZFile.keys(wide) == ["small", "large", "behind"])
        #expect(try read["large"]?.matrix(of: Double.self).elements == (0..<100).map(Double.init))
        #expect(try read["behind"]?.matrix().elements == [7])
        let bytes = try Data(contentsOf: URL(filePath: wide))
        #expect(bytes.count > (try Data(contentsOf: URL(filePath: plain)).count))
        #expect(bytes.firstRange(of: Data([0x50, 0x4b, 6, 6])) != nil)
      }
    }
  }

  @Test func namesTheArraysWhereAKeyIsMissingOrUnknown() throws {
    let path = FormatFixtures.path("stored.npz")
    let missing = dataFileError { _ = try FeatureTable.read(path) }
    #expect(missing?.message == "has 4 arrays (W0, b0, W1, b1); name one, as in \(path):KEY")
    let unknown = dataFileError { _ = try FeatureTable.read(path + ":W9") }
    #expect(unknown?.message == "has no array 'W9'; it has: W0, b0, W1, b1")
    #expect(unknown?.kind == .content)
    #expect(try FeatureTable.read(path + ":W0").path == path + ":W0")
  }

  @Test func findsAFlippedBitInTheNumbers() throws {
    for name in ["stored.npz", "deflated.npz"] {
      var bytes = try FormatFixtures.bytes(name)
      let header = try #require(bytes.firstRange(of: Array("W0.npy".utf8)))
      bytes[header.upperBound + (name == "stored.npz" ? 170 : 60)] ^= 1
      try withFile("a.npz", bytes) { path in
        let error = dataFileError { _ = try NPZFile.read(path, key: "W0") }
        #expect(error?.message.hasPrefix("is damaged") == true, "\(error?.message ?? "")")
        #expect(error?.path == path + ":W0")
        let other = try NPZFile.read(path, key: "b0")
        #expect(other.shape == [4])
      }
    }
  }

  @Test func refusesEveryTruncation() throws {
    let whole = try FormatFixtures.bytes("deflated.npz")
    try withTemporaryDirectory { directory in
      for count in 0..<whole.count {
        let path = directory + "/a.npz"
        try AtomicFile.write(bytes: whole[..<count], to: path)
        #expect(dataFileError { _ = try NPZFile.read(path) }?.kind == .content, "\(count) bytes")
      }
    }
  }

  /// Changes `count` bytes at `offset` in the first directory record of single.npz and reads the result.
  private func error(changing offset: Int, to value: [UInt8]) throws -> DataFileError? {
    var bytes = try FormatFixtures.bytes("single.npz")
    let record = try #require(bytes.firstRange(of: [0x50, 0x4b, 0x01, 0x02])).lowerBound
    bytes.replaceSubrange(record + offset..<record + offset + value.count, with: value)
    return try withFile("a.npz", bytes) { path in dataFileError { _ = try NPZFile.read(path) } }
  }

  @Test func refusesWhatAnArchiveMayNotClaim() throws {
    #expect(try error(changing: 8, to: [1])?.message == "entry 'arr_0.npy' is encrypted")
    #expect(
      try error(changing: 10, to: [12])?.message.hasPrefix("entry 'arr_0.npy' is packed by method 12") == true
    )
    // An unpacked size of 2 GiB from a hundred bytes is refused before memory is asked for.
    #expect(
      try error(changing: 24, to: [0, 0, 0, 0x80])?.message.hasPrefix("has bytes after its end: the header")
        == true)
    #expect(
      try error(changing: 24, to: [1, 0, 0, 0])?.message.hasPrefix("ends too early: the header") == true)
    #expect(try error(changing: 42, to: [0xff, 0xff, 0, 0])?.message.contains("is damaged") == true)
    #expect(try error(changing: 20, to: [0xff, 0xff, 0xff, 0xff])?.message.contains("is damaged") == true)
    #expect(try error(changing: 46, to: [0x62])?.message.contains("is damaged") == true)
  }

  // 200 GB of zeros are packed in 200 MB, or are holes in a file; here only the promise is there, in both places.
  @Test func refusesAPromiseThatNothingKeeps() throws {
    let shape = 200_000_000_000
    let header = NPYHeader(type: .uint8, shape: [shape]).encoded()
    try withTemporaryDirectory { directory in
      let path = directory + "/a.npz"
      try AtomicFile.write(path) { writer in
        var zip = ZipWriter(writer)
        try zip.append(name: "a.npy", header: header, payload: BoundedBytes(copying: [0]))
        try zip.finish()
      }
      let error = dataFileError { _ = try NPZFile.read(path, key: "a") }
      #expect(error?.message.contains("ends too early: the header promises 200000000000 bytes") == true)
      #expect(try NPZArchive(path).description("a").shape == [shape])
    }
    let other = BoundedBytes(copying: Array("xxxx".utf8))
    let entry = ZipDirectory.Entry(
      name: "a", isDeflated: true, checksum: 0, compressedSize: 4, size: 4128, offset: 0)
    #expect(
      dataFileError { _ = try entry.content(of: other, path: "a") }?.message
        == "is damaged: not a deflate stream of 4128 bytes")
    var larger = entry
    larger.size = 1032 * 4 + 1032
    #expect(
      dataFileError { _ = try larger.content(of: other, path: "a") }?.message.contains("cannot unpack")
        == true)
  }

  @Test func readsOnlyTheEntryAskedFor() throws {
    let path = ContainerFixtures.path("mixed.npz")
    #expect(try NPZFile.read(path, key: "features").matrix() == ContainerFixtures.numbers)
    #expect(
      dataFileError { _ = try NPZFile.read(path, key: "things") }?.message.hasPrefix("holds Python objects")
        == true)
    let contents = try DataFile(path).contents()
    #expect(contents.map(\.name) == ["features", "names", "things"])
    #expect(contents.map(\.type) == ["float32", "text (U9)", "Python objects"])
    #expect(contents.map(\.shape) == [[3, 4], [3], [2]])
    #expect(contents.map(\.isNumeric) == [true, false, false])
  }

  @Test func refusesTextWithTheEndingOfAnArchive() throws {
    try withFile("a.npz", "a,b\n1,2\nthis is not an archive\n") { path in
      #expect(dataFileError { _ = try NPZFile.read(path) }?.message.contains("no end record found") == true)
    }
    try withFile("a.npz", "") { path in
      #expect(dataFileError { _ = try NPZFile.read(path) }?.message.hasPrefix("is empty") == true)
    }
  }
}
