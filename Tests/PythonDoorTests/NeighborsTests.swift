import CCrossModal
import Dense
import PythonDoor
import TestSupport
import Testing

/// Neighbors, overlap and distances of the C interface.
struct NeighborsTests {
  private static let square: [Float] = [1, 0, 0.9, 0.1, 0, 1]

  private static func neighbors(_ array: inout crossmodal_array, k: Int64 = 1) -> (
    code: Int32, line: String, indices: [Int32], distances: [Double]
  ) {
    var indices = [Int32](repeating: -1, count: Int(array.rows))
    var distances = [Double](repeating: -1, count: Int(array.rows))
    let found = CallTests.ask { call in
      crossmodal_neighbors(call, &array, nil, k, "euclidean", 0, 1, &indices, &distances, nil)
    }
    return (found.code, found.line, indices, distances)
  }

  @Test func nearestByHand() {
    CallTests.withArray(Self.square, rows: 3, columns: 2, type: CROSSMODAL_FLOAT32) {
      let found = Self.neighbors(&$0)
      #expect(found.code == CROSSMODAL_DONE && found.line == "")
      #expect(found.indices == [1, 0, 1])
      #expect(abs(found.distances[2] - 1.62.squareRoot()) < 1e-6)
    }
  }

  @Test func everyTypeAndLayoutGivesTheSame() {
    let doubles = Self.square.map { Double($0) }
    let halves: [UInt16] = Self.square.map { Float16($0).bitPattern }
    let turned = [0, 2, 4, 1, 3, 5].map { Self.square[$0] }
    let expected = CallTests.withArray(Self.square, rows: 3, columns: 2, type: CROSSMODAL_FLOAT32) {
      Self.neighbors(&$0).indices
    }
    #expect(
      expected
        == CallTests.withArray(doubles, rows: 3, columns: 2, type: CROSSMODAL_FLOAT64) {
          Self.neighbors(&$0).indices
        })
    #expect(
      expected
        == CallTests.withArray(halves, rows: 3, columns: 2, type: CROSSMODAL_FLOAT16) {
          Self.neighbors(&$0).indices
        })
    #expect(
      expected
        == CallTests.withArray(turned, rows: 3, columns: 2, type: CROSSMODAL_FLOAT32) {
          ($0.row_stride, $0.column_stride) = (4, 12)
          return Self.neighbors(&$0).indices
        })
    // Rows from the last to the first.
    CallTests.withArray(Self.square, rows: 3, columns: 2, type: CROSSMODAL_FLOAT32) {
      $0.data = $0.data + 16
      $0.row_stride = -8
      #expect(Self.neighbors(&$0).indices == [1, 2, 1])
    }
  }

  @Test(arguments: [
    ("rows", "x: 0 rows × 2 columns; must be at least 1 × 1"),
    ("data", "x: no numbers (data is NULL)"),
    ("type", "x: numbers of type 9; must be float16, float32 or float64"),
    ("k", "k 3: x has 3 rows; must be from 1 to 2, as a row is no neighbor of itself"),
    ("stride", "x of 3 × 2: strides of 4611686018427387904 and 4 bytes lead outside every memory"),
    ("NaN", "x[1, 0] is NaN; only finite numbers are allowed"),
  ])
  func whatIsNotAllowedIsOneLine(what: String, line: String) {
    var numbers = Self.square
    if what == "NaN" { numbers[2] = .nan }
    CallTests.withArray(numbers, rows: 3, columns: 2, type: CROSSMODAL_FLOAT32) {
      switch what {
      case "rows": $0.rows = 0
      case "data": $0.data = nil
      case "type": $0.type = 9
      case "stride": $0.row_stride = 1 << 62
      default: break
      }
      let found = Self.neighbors(&$0, k: what == "k" ? 3 : 1)
      #expect(found.code == CROSSMODAL_VALUE)
      #expect(found.line == line)
    }
  }

  @Test func rowsThatNoMachineHoldsAreRefused() {
    CallTests.withArray(Self.square, rows: 1, columns: 1, type: CROSSMODAL_FLOAT64) {
      ($0.rows, $0.columns, $0.row_stride, $0.column_stride) = (1 << 31 - 1, 1 << 31 - 1, 0, 0)
      let found = CallTests.ask { [array = $0] call in
        var array = array
        var value = 0.0
        return crossmodal_overlap(call, &array, &array, [1], 1, "cosine", 1, 1, &value)
      }
      #expect(found.code == CROSSMODAL_VALUE && found.line.contains("GiB of memory"))
    }
  }

  @Test func overlapIsThatOfTheTables() {
    var random = RandomStream(StreamKey(seed: 3))
    func rows(_ columns: Int) -> Matrix<Float> {
      Matrix(rows: 60, columns: columns) { _, _ in Float(random.uniform()) }
    }
    let (x, y) = (rows(5), rows(7))
    let tables = [x, y].map { NeighborSearch(k: 9, metric: .cosine).neighbors(of: $0) }
    for includesSelf in [true, false] {
      var values = [0.0, 0.0]
      let code = CallTests.withArray(x.elements, rows: 60, columns: 5, type: CROSSMODAL_FLOAT32) { first in
        CallTests.withArray(y.elements, rows: 60, columns: 7, type: CROSSMODAL_FLOAT32) { second in
          CallTests.ask {
            crossmodal_overlap($0, &first, &second, [8, 3], 2, "cosine", includesSelf ? 1 : 0, 2, &values)
          }.code
        }
      }
      #expect(code == CROSSMODAL_DONE)
      for (place, k) in [8, 3].enumerated() {
        let shared = (0..<60).map { item in
          let lists = tables.map { table in
            Set(table[item].filter { includesSelf || $0 != Int32(item) }.prefix(k))
          }
          return lists[0].intersection(lists[1]).count
        }
        #expect(abs(values[place] - Double(shared.reduce(0, +)) / Double(60 * k)) < 1e-15)
      }
    }
  }
}
