import CrossModal

/// What names a cell.
package enum CellQuantities {
  /// All parts of the name, in its order.
  package static let all: [Quantity<Cell>] = [
    Quantity("dataset", "Data set", "Name of the data set.", text: { $0.dataset }),
    Quantity("image", "Image features", "Name of the features of the first side.", text: { $0.first }),
    Quantity("text", "Text features", "Name of the features of the second side.", text: { $0.second }),
    Quantity(
      "direction", "Direction",
      "Which side is mapped: image-to-text maps the first side to the second, text-to-image the second to the first; with other "
        + "names where dataset.sides gives them.",
      text: { $0.directionName }),
    Quantity(
      "loss", "Loss", "The loss that is trained: mse, cosine, max-margin, info-nce or sigmoid.",
      text: { $0.loss.rawValue }),
    Quantity(
      "model", "Model",
      "The family of maps. \(ModelFamily.definition)",
      text: { $0.model.rawValue }),
  ]

  /// The name as one text.
  package static let name = Quantity<Cell>(
    "name", "Cell", "The cell’s name: its parts, separated by slashes.", text: { $0.id })

  /// The parts as results of a row that has a cell.
  package static func of<Row>(_ cell: @escaping @Sendable (Row) -> Cell) -> [Quantity<Row>] {
    all.map { $0.of(object: "cell", cell) }
  }

  /// What the object `cell` of a document is.
  package static let object =
    "The cell: data set, features of both sides, direction, loss and model. Settings are chosen inside a cell."
}
