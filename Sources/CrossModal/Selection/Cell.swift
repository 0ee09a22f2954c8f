/// A row and column of a table: one data set, one feature set on each side, a direction, a loss and a model family.
/// Hyperparameters are chosen inside a cell, never across cells.
package struct Cell: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Name of the data set.
  package var dataset: String
  /// Name of the features of the first side.
  package var first: String
  /// Name of the features of the second side.
  package var second: String
  /// Which side is mapped to which.
  package var direction: Direction
  /// The loss, without its margin.
  package var loss: LossName
  /// The model family.
  package var model: ModelFamily
  /// What the study calls its sides; not in files, where the direction is under the paper's names.
  package var sides = SideNames.usual

  // Files and tables call the two sides as the paper does.
  private enum CodingKeys: String, CodingKey {
    case dataset, direction, loss, model
    case first = "image"
    case second = "text"
  }

  /// A cell.
  package init(
    dataset: String, first: String, second: String, direction: Direction, loss: LossName, model: ModelFamily,
    sides: SideNames = .usual
  ) {
    (self.dataset, self.first, self.second) = (dataset, first, second)
    (self.direction, self.loss, self.model, self.sides) = (direction, loss, model, sides)
  }

  /// The direction by the names of the sides, such as `image-to-text`.
  package var directionName: String { sides.name(of: direction) }

  /// The cell's name, such as `iaprtc12/vgg128/bigru/image-to-text/mse/nn`. It names the cell's random streams, so it is
  /// the same whatever other cells a study has. Unique as long as no name holds a slash.
  package var id: String {
    "\(dataset)/\(first)/\(second)/\(directionName)/\(loss.rawValue)/\(model.rawValue)"
  }

  /// The cell's ``id``.
  package var description: String { id }

  /// Name of the features that are mapped.
  package var input: String { direction == .firstToSecond ? first : second }
  /// Name of the features that are mapped to.
  package var target: String { direction == .firstToSecond ? second : first }
}
