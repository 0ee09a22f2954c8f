/// The values of one row after another.
///
/// Rows are of any type, and code for any type is slow: fifty results of a hundred thousand rows took three times as long.
/// Here only the closures know the type; whoever loops over values does not.
package struct RowValues<Row> {
  private final class Place {
    var row: Row?
  }

  private let place = Place()
  /// The results of the row that was read last, in the order of the declarations.
  package let values: [() -> QuantityValue]

  /// The values of these results.
  package init(_ quantities: [Quantity<Row>]) {
    let place = place
    values = quantities.map { quantity in
      let value = quantity.value
      return {
        guard let row = place.row else { return .missing }
        return value(row)
      }
    }
  }

  /// Goes to a row.
  package func read(_ row: Row) { place.row = row }
}
