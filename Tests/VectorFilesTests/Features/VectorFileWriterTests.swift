import Foundation
import TestSupport
import Testing

@testable import Dense
@testable import Messages
@testable import VectorFiles

@Suite struct VectorFileWriterTests {
  /// Every element type, byte and memory order of numpy's own files reads back the same from `.npy` and `.csv`.
  @Test func theSameNumbersInEveryFormat() throws {
    let names = try FormatFixtures.names.filter { $0.hasSuffix(".npy") && !$0.hasPrefix("refused") }
    #expect(names.count > 20)
    try withTemporaryDirectory { directory in
      for name in names {
        let array = try NPYFile.read(FormatFixtures.path(name))
        for format in [VectorFileWriter.Format.npy, .npz] {
          let path = "\(directory)/x.\(format)"
          try VectorFileWriter.write(array, as: format, name: "features", to: path)
          let back = try #require(try FeatureTable.array(path))
          #expect(back.header == NPYHeader(type: array.header.type, shape: array.shape))
          let (expected, found) = (try array.matrix(of: Double.self), try back.matrix(of: Double.self))
          #expect(expected.elements.map(\.bitPattern) == found.elements.map(\.bitPattern), "\(name)")
        }
        // Whole numbers above Int.max have no text form here.
        guard array.header.type != .uint64 else { continue }
        let path = directory + "/x.tsv"
        try VectorFileWriter.write(array, as: .tsv, name: "", to: path)
        let (rows, columns) = try array.matrixShape()
        let records = try CSVFile.read(path)
        #expect(records.count == rows && records.allSatisfy { $0.count == columns })
        let exact = try array.matrix(of: Double.self)
        let text = records.joined().compactMap { Double($0) }
        if array.header.type != .int64, array.header.type != .float32, array.header.type != .float16 {
          #expect(text == exact.elements, "\(name)")
        }
      }
    }
  }

  @Test func namesThatWouldReadBackAsNumbers() throws {
    try withTemporaryDirectory { directory in
      let array = NPYArray(Matrix<Float>([[1, 2], [3, 4]]).view)
      let error = dataFileError {
        try VectorFileWriter.write(array, as: .csv, name: "", names: ["1", "2"], to: directory + "/x.csv")
      }
      #expect(error?.message.contains("would read back as numbers") == true)
      for words in [["a\nb"], [" a"], ["a", ""]] {
        #expect(dataFileError { try WordList.write(words, to: directory + "/w.txt") } != nil)
      }
      try WordList.write(["żółw", "a b"], to: directory + "/w.txt")
      #expect(try WordList.read(directory + "/w.txt") == ["żółw", "a b"])
    }
  }

  @Test func oneTensorOfSafetensors() throws {
    let path = FormatFixtures.path("model.safetensors")
    let all = try SafetensorsFile.read(path).tensors
    let table = try FeatureTable.read(path + ":W0")
    #expect(Matrix(table.features).elements == all["W0"]?.numbers)
    #expect(try FeatureTable.read(path + ":b0", requireFinite: false).features.columns == 1)
    #expect(
      dataFileError { _ = try FeatureTable.read(path) }?.message.contains("3 tensors (W0, b0, n)") == true)
    #expect(
      dataFileError { _ = try FeatureTable.read(path + ":x") }?.message.contains("it has: W0, b0, n") == true)
    #expect(try DataFile(path).contents().map(\.name) == ["W0", "b0", "n"])
  }

  @Test func theFirstNumberThatIsNoFloat() throws {
    #expect(try NPYArray(Matrix<Double>([[1, 0.5], [0.1, .nan]]).view).firstNotFloat()?.row == 1)
    #expect(try NPYArray(Matrix<Double>([[1, 0.5], [.infinity, .nan]]).view).firstNotFloat() == nil)
    #expect(try NPYArray([Int32(1), 16_777_217], shape: [1, 2]).firstNotFloat()?.column == 1)
  }
}
