/// A row and column of a table: one data set, one feature set on each side, a direction, a loss and a model family.
/// Hyperparameters are chosen inside a cell, never across cells.
public struct Cell: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Name of the data set.
  public var dataset: String
  /// Name of the image features.
  public var image: String
  /// Name of the text features.
  public var text: String
  /// Which side is mapped to which.
  public var direction: Direction
  /// The loss, without its margin.
  public var loss: LossName
  /// The model family.
  public var model: ModelFamily

  /// A cell.
  public init(
    dataset: String, image: String, text: String, direction: Direction, loss: LossName, model: ModelFamily
  ) {
    self.dataset = dataset
    self.image = image
    self.text = text
    self.direction = direction
    self.loss = loss
    self.model = model
  }

  /// The cell's name, such as `iaprtc12/vgg128/bigru/image-to-text/mse/nn`. It names the cell's random streams, so it is
  /// the same whatever other cells a study has. Unique as long as no name holds a slash.
  public var id: String {
    "\(dataset)/\(image)/\(text)/\(direction.rawValue)/\(loss.rawValue)/\(model.rawValue)"
  }

  /// The cell's ``id``.
  public var description: String { id }

  /// Name of the features that are mapped.
  public var input: String { direction == .imageToText ? image : text }

  /// Name of the features that are mapped to.
  public var target: String { direction == .imageToText ? text : image }
}
