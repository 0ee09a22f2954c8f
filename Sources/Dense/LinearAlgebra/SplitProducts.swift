internal import DenseKernels

/// Products ⟨x, y⟩ of rows in Double with the same items (m×d), near enough to rank by: a third of the time of `dgemm`.
///
/// Each row is rounded to whole numbers of 32 bits, x = s q + r, and each of these is four signed bytes, which the processor's
/// tiles (AMX) multiply. Sums of bytes are exact. What is lost is bounded,
///
///     |⟨x, y⟩ − p| ≤ ‖r_x‖ ‖y‖ + (‖x‖ + ‖r_x‖) ‖r_y‖ + s_x s_y d 2¹⁴ (3 · 2¹⁶ + 2 · 2⁸ + 1)
///
/// with the six least of the sixteen products of two numbers' bytes, which are left out, in the last term: about 10⁻⁸ ‖x‖ ‖y‖.
/// The bits do not depend on which rows are multiplied together. Kernel: `dense_split_products`.
package struct SplitProducts: Sendable {
  // Shorter rows leave too much of a block empty.
  private static let fewestColumns = 48

  private let items: SplitRows
  private let columns: Int
  private let (longest, largestResidual, largestStep): (Double, Double, Double)

  /// Rounds the items; nil where this processor has no tiles, or `dgemm` is as fast. Cost m d, memory 4 m d bytes.
  package init?(items: MatrixView<Double>, threads: Int = 1) {
    guard FloatingPointEnvironment.multipliesTiles, items.rows > 0,
      (Self.fewestColumns...Int(DENSE_SPLIT_MOST_COLUMNS)).contains(items.columns)
    else { return nil }
    self.items = SplitRows(items, isLeft: false, threads: threads)
    columns = items.columns
    longest = self.items.lengths.elements.max() ?? 0
    largestResidual = self.items.residuals.elements.max() ?? 0
    largestStep = self.items.steps.elements.max() ?? 0
  }

  /// Sets products[r, i] to about ⟨row r, item i⟩; returns how far those of each row may be from it. Cost rows m d.
  package func set(_ products: inout Matrix<Double>, of rows: MatrixView<Double>) -> [Double] {
    precondition(
      rows.columns == columns && products.rows == rows.rows && products.columns == items.rows,
      "products \(products.rows)×\(products.columns) of rows \(rows.rows)×\(rows.columns) and items \(items.rows)×\(columns)"
    )
    guard rows.rows > 0 else { return [] }
    let left = SplitRows(rows, isLeft: true, threads: 1)
    products.withMutableElements { elements in
      guard let base = elements.baseAddress else { return }
      withUnsafePointer(to: left.kernelRows) { left in
        withUnsafePointer(to: items.kernelRows) { items in
          dense_split_products(
            base, Int64(self.items.rows), left, Int64(rows.rows), items, Int64(self.items.rows))
        }
      }
    }
    let leftOut = Double(columns) * 0x1p14 * (3 * 0x1p16 + 2 * 0x1p8 + 1)
    return (0..<rows.rows).map { row in
      let (length, residual) = (left.lengths.pointer[row], left.residuals.pointer[row])
      let lost = residual * longest + (length + residual) * largestResidual
      let bound = (lost + left.steps.pointer[row] * largestStep * leftOut) * (1 + 0x1p-40)
      // Infinity times nothing.
      return bound.isNaN ? .infinity : bound
    }
  }
}

/// Rows as whole numbers of four bytes, for one side of the products.
private final class SplitRows: @unchecked Sendable {
  let rows: Int
  let steps, lengths, residuals: AlignedBuffer<Double>
  private let bytes: AlignedBuffer<Int8>
  private let blocks: Int
  private let isLeft: Bool

  init(_ matrix: MatrixView<Double>, isLeft: Bool, threads: Int) {
    let (group, block) = (Int(DENSE_SPLIT_GROUP), Int(DENSE_SPLIT_BLOCK))
    let groups = (matrix.rows + group - 1) / group
    rows = matrix.rows
    blocks = (matrix.columns + block - 1) / block
    self.isLeft = isLeft
    bytes = AlignedBuffer(uninitialized: groups * group * blocks * block * Int(DENSE_SPLIT_BYTES))
    steps = AlignedBuffer(uninitialized: groups * group)
    lengths = AlignedBuffer(uninitialized: groups * group)
    residuals = AlignedBuffer(uninitialized: groups * group)
    SharedTasks(count: groups, threads: threads).run { [self] _, task in
      let first = task * group
      withUnsafePointer(to: kernelRows) {
        dense_split_group(
          $0, Int64(task), matrix.base + first * matrix.stride, Int64(matrix.stride),
          Int64(min(group, matrix.rows - first)), Int64(matrix.columns))
      }
    }
  }

  var kernelRows: dense_split_rows {
    .init(
      lines: isLeft ? bytes.pointer : nil, words: isLeft ? nil : bytes.pointer, steps: steps.pointer,
      lengths: lengths.pointer, residuals: residuals.pointer, blocks: Int64(blocks))
  }
}
