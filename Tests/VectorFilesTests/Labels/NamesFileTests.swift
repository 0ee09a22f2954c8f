import TestSupport
import Testing

@testable import Dense
@testable import VectorFiles

@Suite struct NamesFileTests {
  private func names(_ name: String) throws -> [String]? {
    try NamesFile.names(DataFile(ContainerFixtures.path(name)))
  }

  @Test func readsTexts() throws {
    for name in ["text.npy", "text-big-endian.npy", "bytes.npy", "mixed.npz:names"] {
      #expect(try names(name) == ContainerFixtures.names, "\(name)")
    }
    let labels = try NamesFile.labels(DataFile(ContainerFixtures.path("text.npy")))
    #expect(labels?.rows == [["a"], ["żółw"], ["long", "name"]])
  }

  @Test func readsWholeNumbers() throws {
    #expect(try names("mixed.safetensors:labels") == ["3", "1", "2"])
    #expect(try LabelArray.labels(NPYArray([2, 0, -1] as [Double])) == [["2"], ["0"], ["-1"]])
    #expect(try LabelArray.labels(NPYArray([4, 5] as [Int32], shape: [1, 2])) == [["4"], ["5"]])
    #expect(try LabelArray.labels(NPYArray([4, 5] as [Int32], shape: [2, 1])) == [["4"], ["5"]])
  }

  @Test func readsOneHotRowsAsClassNumbers() throws {
    let labels = try NamesFile.labels(NPYArray(Matrix<Float>([[0, 1, 0], [1, 0, 1]])))
    #expect(labels.rows == [["2"], ["1", "3"]])
    #expect(labels.notes == ["zeros and ones in 3 columns: one-hot labels"])
    #expect(
      dataFileError { _ = try NamesFile.names(NPYArray(Matrix<Float>([[0, 1], [1, 0]]))) }?.message.contains(
        "one column") == true)
  }

  @Test func refusesWhatIsNoLabel() throws {
    #expect(
      dataFileError { _ = try LabelArray.labels(NPYArray([1, 0.5] as [Double])) }?.message
        == "row 2: 0.5; labels are whole numbers")
    #expect(
      dataFileError { _ = try LabelArray.labels(NPYArray([.nan] as [Double])) }?.message.hasPrefix(
        "row 1: nan") == true)
    #expect(
      dataFileError { _ = try LabelArray.labels(NPYArray(Matrix<Float>([[0, 1], [0, 2]]))) }?.message
        .hasPrefix("row 2, column 2: 2.0;") == true)
    #expect(
      dataFileError { _ = try LabelArray.labels(NPYArray(Matrix<Float>([[0, 1], [0, 0]]))) }?.message
        == "row 2 has no label: all of its columns are 0")
  }

  @Test(
    arguments: [
      ("'<U1'", "(1,)", [0, 0, 0x11, 0], "row 1 is no text"), ("'|S1'", "(1,)", [0xff], "row 1 is no text"),
      ("'<U0'", "(900000000000,)", [], "texts of no characters"),
      ("'<U1'", "(2,)", [0x61, 0, 0, 0], "ends too early"),
      ("'|S1'", "(1, 2)", [0x61, 0x62], "in 2 axes (1 × 2)"), ("'|O'", "(1,)", [0], "holds Python objects"),
    ] as [(String, String, [UInt8], String)])
  func namesDamage(type: String, shape: String, bytes: [UInt8], message: String) throws {
    let dictionary = "{'descr': \(type), 'fortran_order': False, 'shape': \(shape), }"
    try withFile("a.npy", NPYFileTests.file(dictionary, bytes)) { path in
      let error = dataFileError { _ = try NamesFile.names(DataFile(path)) }
      #expect(error?.kind == .content && error?.message.contains(message) == true, "\(error?.message ?? "")")
    }
  }
}
