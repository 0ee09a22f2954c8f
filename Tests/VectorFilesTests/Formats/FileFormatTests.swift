import Foundation
import TestSupport
import Testing

@testable import Dense
@testable import VectorFiles

@Suite struct FileFormatTests {
  private func format(_ bytes: [UInt8], _ path: String = "a") throws -> FileFormat {
    try FileFormat.recognize(BoundedBytes(copying: bytes), path: path)
  }

  private func format(_ text: String, _ path: String = "a") throws -> FileFormat {
    try format(Array(text.utf8), path)
  }

  private func message(_ bytes: [UInt8], _ path: String = "a") -> String? {
    dataFileError { _ = try format(bytes, path) }?.message
  }

  @Test(arguments: [
    ("f4-le-c.npy", FileFormat.npy), ("deflated.npz", .npz), ("model.safetensors", .safetensors),
    ("labels.csv", .text), ("savetxt.csv", .text),
  ])
  func contentComesBeforeTheEnding(name: String, expected: FileFormat) throws {
    let bytes = try FormatFixtures.bytes(name)
    for path in ["a", "a.bin", "a.dat", "a.CSV", name] {
      #expect(try format(bytes, path) == expected, "\(path)")
    }
    let ownEnding = name.hasSuffix(".csv") ? "a.txt" : "a.npz"
    #expect(try format(bytes, ownEnding) == expected)
  }

  @Test func whatHasNoMarkBelongsToItsEnding() throws {
    #expect(try format("1,2\n", "a.npy") == .npy && format("x", "a.npz") == .npz)
    #expect(try format("", "a.safetensors") == .safetensors && format("", "a") == .text)
    #expect(try format("x", "a.H5") == .matrix && format("x", "a.nc.gz") == .matrix)
  }

  @Test func knowsMATAndHDF5ByTheirMarks() throws {
    let hdf5: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]
    #expect(try format(hdf5 + [1, 2]) == .matrix)
    for block in [512, 1024, 4096] {
      #expect(try format([UInt8](repeating: 0x20, count: block) + hdf5) == .matrix)
    }
    #expect(try format([UInt8](repeating: 0x20, count: 1536) + hdf5) == .text)
    #expect(
      try format(Array("MATLAB 5.0 MAT-file".utf8) + [UInt8](repeating: 0x20, count: 107) + Array("IM".utf8))
        == .matrix)
    #expect(try format("MATLAB is a word, and this a text") == .text)
    // Version 4, of both byte orders: 3 × 4 doubles named m.
    let numbers: [UInt32] = [0, 3, 4, 0, 2]
    func bytes(_ numbers: [UInt32]) -> [UInt8] {
      numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) } }
    }
    let little = bytes(numbers) + [0x6d, 0]
    let big = bytes(([1000] + numbers.dropFirst()).map(\.byteSwapped)) + [0x6d, 0]
    #expect(try format(little) == .matrix && format(big) == .matrix)
  }

  @Test func tellsTextAndBinaryWordVectorsApart() throws {
    let vector: [UInt8] = [0, 0, 0x80, 0x3f, 0, 0, 0, 0]
    let binary = Array("2 2\ncat ".utf8) + vector + Array("\ndog ".utf8) + vector
    #expect(try format(binary, "a.bin") == .word2vecBinary && format(binary, "vectors") == .word2vecBinary)
    for path in ["a.bin", "a.vec"] {
      #expect(try format("2 2\ncat 1 2\ndog 3 4e-1\n", path) == .text)
    }
    let raw = (0..<64).flatMap { withUnsafeBytes(of: Float($0) * 0.37) { Array($0) } }
    #expect(
      message(raw, "a.bin")?.contains("numpy.fromfile('a.bin', dtype='float32').reshape(-1, COLUMNS)") == true
    )
    #expect(message(raw, "a b'$(x).csv")?.contains("numpy.fromfile('FILE'") == true)
  }

  @Test func textIsWhatHasFewControlCharacters() throws {
    for text in [
      "1,2\n3,4\n", "żółw 1 2\n", "[ 0.1 0.2\n] 1 2\n", "[CLS] 1 2\n", "{ 1 2\n", "\u{1b}]0;x\u{7}red,1\n",
      "[a]\n", "[1] cat\n[2] dog\n", "{\"a\": 1}\na cat\n", "A\n2\n3\n131\n", "PAR1 1 2\n", "FEA1,1\n",
      "BZh91A 1 2\n",
    ] {
      #expect(try format(text) == .text, "\(text)")
    }
    #expect(try format([0xe9, 0x20, 0x31, 0x0a]) == .text)
    #expect(
      try format([0xff, 0xfe, 0x61, 0]) == .text && format([0x61, 0, 0x2c, 0, 0x31, 0, 0x0a, 0]) == .text)
  }

  @Test(arguments: [
    ("sparse.npz", "a sparse matrix of scipy", "scipy.sparse.load_npz('sparse.npz').toarray()"),
    (
      "table.parquet", "a parquet table",
      "pandas.read_parquet('table.parquet').to_csv('table.csv', index=False)"
    ),
    ("table.feather", "an Arrow (feather) table", "pandas.read_feather('table.feather')"),
    ("frame.pkl", "a pickled pandas table", "pandas.read_pickle('frame.pkl').to_csv('frame.csv')"),
    ("array.pkl", "a Python pickle", "numpy.save('array.npy', numpy.asarray(pickle.load("),
    ("rows.json", "JSON", "numpy.save('rows.npy', json.load(open('rows.json')))"),
    ("objects.json", "JSON", "[row['vector'] for row in json.load(open('objects.json'))]"),
    ("lines.jsonl", "JSON", "[json.loads(row)['vector'] for row in open('lines.jsonl')]"),
    ("words.json", "JSON", "pandas.DataFrame.from_dict(json.load(open('words.json')), orient='index')"),
    ("book.xlsx", "an Excel workbook (xlsx)", "pandas.read_excel('book.xlsx')"),
    ("files.tar", "a tar archive", "tar xf files.tar"),
    ("scan.nii.gz", "a NIfTI image", "nibabel.load('scan.nii.gz')"),
  ])
  func namesFormatsAndTheLineThatConvertsThem(name: String, format: String, line: String) {
    let error = dataFileError { _ = try FeatureTable.read(ContainerFixtures.path(name)) }
    #expect(error?.kind == .content)
    #expect(
      error?.message.hasPrefix("is \(format), which is not read; this line converts it: ") == true,
      "\(error?.message ?? "")")
    #expect(error?.message.contains(line) == true, "\(error?.message ?? "")")
  }

  @Test(
    arguments: [
      ([0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9], "a PyTorch file"),
      ([0xba, 0x16, 0x4f, 0x2f, 0x0c, 0, 0, 0], "a fastText model"),
      (Array("FEA1\0".utf8), "a feather table"),
      ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "an Excel workbook (xls)"),
      ([0x28, 0xb5, 0x2f, 0xfd], "packed with zstd"), ([0x04, 0x22, 0x4d, 0x18], "packed with lz4"),
      ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], "packed with xz"), (Array("BZh91AY&SY".utf8), "packed with bzip2"),
      (Array("X\n".utf8) + [0, 0, 0, 3], "an R object (rds)"), (Array("RDX3\nX\n".utf8), "a workspace of R"),
      (Array("A\n3\n262657\n197888\n5\nUTF-8\n".utf8), "an R object (rds)"),
      (Array("%PDF-1.4\n".utf8), "a PDF document"), (Array("{\\rtf1 a".utf8), "a document in RTF"),
      (Array("CDF".utf8) + [1, 0, 0], "netCDF of version 3"),
      (
        [0x80, 0x04, 0x95] + Array("gensim.models.keyedvectors KeyedVectors\u{94}".utf8),
        "gensim's KeyedVectors"
      ),
    ] as [([UInt8], String)])
  func namesFormatsByTheirFirstBytes(bytes: [UInt8], name: String) {
    #expect(message(bytes, "a.npy")?.hasPrefix("is \(name), which is not read") == true)
  }

  @Test func namesAZipArchiveOfOtherFiles() {
    let error = dataFileError { _ = try FeatureTable.read(ContainerFixtures.path("other.zip")) }
    #expect(error?.message == "is a zip archive without numpy arrays ('a.csv'); unpack it: unzip other.zip")
  }
}
