/// The values of one row after another.
///
/// Rows are of any type, and code for any type is slow: fifty results of a hundred thousand rows took three times as long.
/// Here only the closures know the type; whoever loops over values does not.
package final class RowValues<Row> {
  private final class Place {
    var row: Row
    init(_ row: Row) { self.row = row }
  }

  private let quantities: [Quantity<Row>]
  private var place: Place?
  /// The results of the row that was read last, in the order of the declarations; none before the first.
  package private(set) var values: [() -> QuantityValue] = []

  /// The values of these results.
  package init(_ quantities: [Quantity<Row>]) { self.quantities = quantities }

  /// Goes to a row.
  package func read(_ row: Row) {
    if let place {
      place.row = row
      return
    }
    let place = Place(row)
    self.place = place
    values = quantities.map { quantity in
      let value = quantity.value
      return { value(place.row) }
    }
  }
}
