import Dense

/// Products of one block of rows after another with the same items: quick ones that are right to a bound, and those in Double
/// where somebody needs them. The memory serves all blocks. For one thread at a time.
final class BlockProducts {
  private let rows: MatrixView<Double>
  private let items: MatrixView<Double>
  // Nil where products in Double are as quick.
  private let split: SplitProducts?
  private var block = 0..<0
  private var quick = Matrix<Double>(rows: 0, columns: 0)
  private var bounds: [Double] = []
  private var inDouble = Matrix<Double>(rows: 0, columns: 0)
  private var isInDouble = false

  /// - Parameter split: of the items.
  init(_ rows: MatrixView<Double>, _ items: MatrixView<Double>, split: SplitProducts?) {
    (self.rows, self.items, self.split) = (rows, items, split)
  }

  /// Multiplies the rows of a block. Cost block m d.
  func begin(_ block: Range<Int>) {
    (self.block, isInDouble) = (block, false)
    guard let split else { return }
    if quick.rows != block.count { quick = Matrix(rows: block.count, columns: items.rows) }
    bounds = split.set(&quick, of: rows.rows(block))
  }

  /// Products of the block's rows, and how far those of the row at `place` may be from what they would be in Double.
  func quick(at place: Int) -> (products: MatrixView<Double>, bound: Double) {
    split == nil ? (productsInDouble, 0) : (quick.view, bounds[place])
  }

  /// The products of the block's rows in Double, made when they are first asked for. Routine: `dgemm`.
  var productsInDouble: MatrixView<Double> {
    if !isInDouble {
      if inDouble.rows != block.count { inDouble = Matrix(rows: block.count, columns: items.rows) }
      inDouble.setProduct(rows.rows(block), items, transposingSecond: true)
      isInDouble = true
    }
    return inDouble.view
  }
}
