/// A matrix of which most numbers are 0, in Double: each row as the places and values of the others.
///
/// It keeps its transpose next to it, so that both products go along rows. Memory: 24 bytes a number that is not 0.
package struct SparseMatrix: LinearOperator {
  private let forward: SparseRows
  private let backward: SparseRows
  private let threads: Int

  /// The matrix of rows that each are places, different ones, with their values.
  package init(_ rows: [[(place: Int, value: Double)]], columns: Int, threads: Int = 1) {
    forward = SparseRows(rows, columns: columns)
    backward = forward.transposed
    self.threads = threads
  }

  /// Number of rows.
  package var rows: Int { forward.rows }
  /// Number of columns.
  package var columns: Int { backward.rows }

  /// A · X, rows×b. Cost 2 b for each number that is not 0; the bits do not depend on the threads.
  package func product(_ block: Matrix<Double>) -> Matrix<Double> { forward.product(block, threads) }

  /// Aᵀ · Y, columns×b. Cost as of the other.
  package func transposedProduct(_ block: Matrix<Double>) -> Matrix<Double> {
    backward.product(block, threads)
  }
}

/// The rows, one behind the other.
private struct SparseRows: Sendable {
  private static let rowsOfTask = 512
  let rows: Int
  let columns: Int
  // Where each row starts, and the last one ends.
  private let starts: [Int]
  private let places: [Int32]
  private let values: [Double]

  init(_ rows: [[(place: Int, value: Double)]], columns: Int) {
    var (starts, places, values) = ([0], [Int32](), [Double]())
    let count = rows.reduce(0) { $0 + $1.count }
    starts.reserveCapacity(rows.count + 1)
    places.reserveCapacity(count)
    values.reserveCapacity(count)
    for row in rows {
      for (place, value) in row {
        precondition(place >= 0 && place < columns, "column \(place) of \(columns)")
        places.append(Int32(place))
        values.append(value)
      }
      starts.append(places.count)
    }
    self.init(rows.count, columns, starts, places, values)
  }

  private init(_ rows: Int, _ columns: Int, _ starts: [Int], _ places: [Int32], _ values: [Double]) {
    (self.rows, self.columns, self.starts) = (rows, columns, starts)
    (self.places, self.values) = (places, values)
  }

  var transposed: SparseRows {
    var turned = [Int](repeating: 0, count: columns + 1)
    for place in places { turned[Int(place) + 1] += 1 }
    for column in 0..<columns { turned[column + 1] += turned[column] }
    var next = turned
    var (sources, numbers) = (
      [Int32](repeating: 0, count: places.count), [Double](repeating: 0, count: places.count)
    )
    for row in 0..<rows {
      for index in starts[row]..<starts[row + 1] {
        let target = next[Int(places[index])]
        next[Int(places[index])] += 1
        (sources[target], numbers[target]) = (Int32(row), values[index])
      }
    }
    return SparseRows(columns, rows, turned, sources, numbers)
  }

  func product(_ block: Matrix<Double>, _ threads: Int) -> Matrix<Double> {
    precondition(
      block.rows == columns,
      "a product of a \(rows)×\(columns) matrix and a block of \(block.rows)×\(block.columns)")
    let width = block.columns
    var result = Matrix<Double>(rows: rows, columns: width)
    guard rows > 0, width > 0 else { return result }
    result.withMutableElements { elements in
      guard let base = elements.baseAddress else { return }
      // Each task writes its own rows alone.
      nonisolated(unsafe) let target = base
      SharedTasks(count: (rows + Self.rowsOfTask - 1) / Self.rowsOfTask, threads: threads).run { _, task in
        for row in task * Self.rowsOfTask..<min(rows, (task + 1) * Self.rowsOfTask) {
          add(row, block.view.base, target + row * width, width)
        }
      }
    }
    return result
  }

  // Adds the block's rows at the places of a row, eight numbers at a time.
  private func add(
    _ row: Int, _ block: UnsafePointer<Double>, _ target: UnsafeMutablePointer<Double>, _ width: Int
  ) {
    let range = starts[row]..<starts[row + 1]
    places.withUnsafeBufferPointer { places in
      values.withUnsafeBufferPointer { values in
        var column = 0
        while column + 8 <= width {
          var sum = SIMD8<Double>(repeating: 0)
          for index in range {
            let source = UnsafeRawPointer(block + Int(places[index]) * width + column)
            sum += values[index] * source.loadUnaligned(as: SIMD8<Double>.self)
          }
          UnsafeMutableRawPointer(target + column).storeBytes(of: sum, as: SIMD8<Double>.self)
          column += 8
        }
        while column < width {
          var sum = 0.0
          for index in range { sum += values[index] * block[Int(places[index]) * width + column] }
          target[column] = sum
          column += 1
        }
      }
    }
  }
}
