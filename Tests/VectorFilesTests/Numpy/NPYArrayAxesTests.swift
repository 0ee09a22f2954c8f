import TestSupport
import Testing

@testable import Dense
@testable import VectorFiles

@Suite struct NPYArrayAxesTests {
  @Test(arguments: ["layers.npy", "layers-f.npy"]) func readsOneLayer(name: String) throws {
    let path = ContainerFixtures.path(name)
    #expect(try Matrix(FeatureTable.read(path + ":#1").features) == ContainerFixtures.layer)
    #expect(try FeatureTable.read(path + ":#2").path == path + ":#2")
    let layers = try (0..<3).map { try Matrix(FeatureTable.read("\(path):#\($0)").features).elements }
    #expect(layers.joined().sorted() == (0..<24).map(Float.init))
    #expect(
      dataFileError { _ = try FeatureTable.read(path + ":#3") }?.message
        == "has no layer 3: the array of 2 × 3 × 4 has the layers 0 to 2")
    #expect(
      dataFileError { _ = try FeatureTable.read(path) }?.message
        == "has 3 axes (2 × 3 × 4); vectors have 2, items × dimensions; \(path):#0 to :#2 name one layer each"
    )
    #expect(
      dataFileError { _ = try FeatureTable.read(path + ":k") }?.message.hasPrefix("holds one array") == true)
  }

  @Test func readsLayersOfTensors() throws {
    let path = ContainerFixtures.path("mixed.safetensors")
    #expect(try Matrix(FeatureTable.read(path + ":cube:#1").features) == ContainerFixtures.layer)
    #expect(
      dataFileError { _ = try FeatureTable.read(path + ":half:#0") }?.message.contains(
        "layer 0 of an array of 3 × 4") == true)
  }

  @Test func dropsAxesOfLengthOne() throws {
    let table = try FeatureTable.read(ContainerFixtures.path("axis.npy"))
    #expect(Matrix(table.features) == ContainerFixtures.numbers)
    #expect(table.notes == ["3 × 1 × 4 is read as 3 × 4: axes of length 1 are dropped"])
    for (shape, expected) in [
      ([1, 1, 6], [1, 6]), ([6, 1, 1], [6, 1]), ([1, 2, 3], [2, 3]), ([2, 1, 1, 3], [2, 3]),
    ] {
      #expect(try NPYArray([1, 2, 3, 4, 5, 6] as [Int32], shape: shape).droppingAxes().shape == expected)
    }
    #expect(try NPYArray([1, 2] as [Int32], shape: [1, 2]).droppingAxes().notes.isEmpty)
  }
}
