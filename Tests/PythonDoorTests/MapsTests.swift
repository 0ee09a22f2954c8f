import CCrossModal
import Foundation
import PythonDoor
import Testing

/// Maps and tables of the C interface.
struct MapsTests {
  private static func fit(_ change: (inout crossmodal_fit_options) -> Void = { _ in }) -> (
    code: Int32, line: String, map: OpaquePointer?
  ) {
    // y = 2 x₀ − x₁ + 3
    let x: [Double] = [0, 0, 1, 0, 0, 1, 2, 1, 1, 3]
    let y: [Double] = [3, 5, 2, 6, 2]
    var options = crossmodal_fit_options()
    crossmodal_fit_options_default(&options)
    change(&options)
    var map: OpaquePointer?
    let found = CallTests.withArray(x, rows: 5, columns: 2, type: CROSSMODAL_FLOAT64) { x in
      CallTests.withArray(y, rows: 5, columns: 1, type: CROSSMODAL_FLOAT64) { y in
        CallTests.ask { crossmodal_map_fit($0, &x, &y, &options, &map) }
      }
    }
    return (found.code, found.line, map)
  }

  private static func solve(_ penalty: Double = 0) -> OpaquePointer? {
    let penalties = [penalty]
    return "ridge".withCString { model in
      penalties.withUnsafeBufferPointer { penalties in
        fit { ($0.model, $0.penalties, $0.penalty_count) = (model, penalties.baseAddress, 1) }.map
      }
    }
  }

  private static func apply(_ map: OpaquePointer?) -> Float {
    var mapped: [Float] = [0]
    _ = CallTests.withArray([Float(4), 1], rows: 1, columns: 2, type: CROSSMODAL_FLOAT32) { x in
      CallTests.ask { crossmodal_map_apply($0, map, &x, 1, &mapped) }
    }
    return mapped[0]
  }

  @Test func ridgeWithoutPenaltyIsTheRule() {
    let map = Self.solve()
    defer { crossmodal_map_free(map) }
    var (weights, bias): ([Float], [Float]) = ([0, 0], [0])
    #expect(CallTests.ask { crossmodal_map_layer($0, map, 0, &weights, &bias) }.code == CROSSMODAL_DONE)
    #expect(abs(weights[0] - 2) < 1e-5 && abs(weights[1] + 1) < 1e-5 && abs(bias[0] - 3) < 1e-5)
    #expect(abs(Self.apply(map) - 10) < 1e-4)
    #expect(
      CallTests.ask { crossmodal_map_layer($0, map, 1, &weights, &bias) }.line
        == "layer 1: must be from 0 to 0")
  }

  @Test func theStreamsOfAStudyAreNamedByThree() {
    "small".withCString { name in
      #expect(Self.fit { $0.dataset = name }.line == "dataset, cell and setting: 1 of the three are given")
      func fit(fold: Int64) -> (code: Int32, line: String, map: OpaquePointer?) {
        Self.fit { options in
          (options.dataset, options.cell, options.setting) = (name, name, name)
          options.fold = fold
        }
      }
      #expect(fit(fold: -2).line == "fold -2: must be at least 0, or -1 for all rows")
      let maps = [-1, 0, 1].map { fit(fold: $0).map }
      defer { for map in maps { crossmodal_map_free(map) } }
      #expect(Set(maps.map(Self.apply)).count == 3)
    }
  }

  @Test func savedMapsAreTheSame() throws {
    let path = NSTemporaryDirectory() + "/door-\(UUID().uuidString).safetensors"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let map = Self.solve(0.5)
    defer { crossmodal_map_free(map) }
    #expect(CallTests.ask { crossmodal_map_save($0, map, path) }.code == CROSSMODAL_DONE)
    var again: OpaquePointer?
    #expect(CallTests.ask { crossmodal_map_load($0, path, &again) }.code == CROSSMODAL_DONE)
    defer { crossmodal_map_free(again) }
    #expect(Self.apply(map) == Self.apply(again))
    let missing = CallTests.ask { crossmodal_map_load($0, path + "x", &again) }
    #expect(missing.code == CROSSMODAL_IO && missing.line.contains(path))
  }

  @Test func trainingIsRepeatedAndDependsOnItsSeed() {
    func trained(_ seed: UInt64) -> Float {
      let map = Self.fit { ($0.seed, $0.epochs, $0.hidden_units) = (seed, 3, 4) }.map
      defer { crossmodal_map_free(map) }
      return Self.apply(map)
    }
    #expect(trained(1) == trained(1))
    #expect(trained(1) != trained(2))
  }

  @Test func optionsAreChecked() {
    #expect(Self.fit { $0.dropout = 1 }.line == "dropout 1.0: must be at least 0 and below 1")
    #expect(Self.fit { $0.learning_rate = .nan }.code == CROSSMODAL_VALUE)
    #expect(Self.fit { $0.batch_size = 0 }.code == CROSSMODAL_VALUE)
    #expect(Self.fit { $0.patience = 3 }.line.hasPrefix("patience: allowed with rows held out"))
    #expect(Self.fit { $0.rank = 2 }.line == "rank: nn has none; cca and reduced-rank have")
    #expect(Self.fit { $0.model = nil }.line == "model: NULL; a place in memory is needed")
    let outside: [Int64] = [5]
    outside.withUnsafeBufferPointer { rows in
      let found = Self.fit { ($0.held_out, $0.held_out_count) = (rows.baseAddress, 1) }
      #expect(found.line == "held_out 5: must be rows from 0 to 4")
    }
  }

  @Test func tablesAreRead() throws {
    let path = NSTemporaryDirectory() + "/door-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try "pet,a,b\ncat,1,2\ndog,3,4\n".write(toFile: path, atomically: true, encoding: .utf8)
    var table: OpaquePointer?
    #expect(CallTests.ask { crossmodal_table_read($0, path, nil, nil, nil, &table) }.code == CROSSMODAL_DONE)
    defer { crossmodal_table_free(table) }
    var text: UnsafeMutablePointer<CChar>?
    #expect(CallTests.ask { crossmodal_table_describe($0, table, &text) }.code == CROSSMODAL_DONE)
    let words = text.map { String(cString: $0) } ?? ""
    crossmodal_text_free(text)
    #expect(words.contains("\"names\":[\"cat\",\"dog\"]") && words.contains("\"type\":\"float32\""))
    var numbers: [Float] = [0, 0, 0, 0]
    #expect(CallTests.ask { crossmodal_table_numbers($0, table, &numbers) }.code == CROSSMODAL_DONE)
    #expect(numbers == [1, 2, 3, 4])
    #expect(
      CallTests.ask { crossmodal_table_read($0, path + "x", nil, nil, nil, &table) }.code == CROSSMODAL_IO)
  }
}
