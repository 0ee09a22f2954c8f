/// What is done to the vectors of one side before they are mapped; fitted on training rows alone.
///
/// Steps are in an order and each is fitted on what the ones before it made of the training rows. Fitted, they are
/// ``FittedStep`` values, which belong to the map.
public enum FeatureStep: Hashable, Sendable {
  /// Subtracts the mean of each column.
  case center
  /// Subtracts the mean of each column and divides by its standard deviation (denominator n); a constant column becomes
  /// zeros.
  case standardize
  /// Divides each row by its Euclidean length; a zero row stays as it is.
  case unitLength
  /// Centers, and projects on the directions of largest variance. Directions beyond the rank of the training rows become
  /// zeros.
  case principalComponents(dimensions: Int)
  /// Centers, projects on the directions of largest variance, and divides each by its standard deviation (denominator n).
  case whiten(dimensions: Int)

  /// The step as a configuration has it: `center`, `pca: 128`.
  public var text: String {
    switch self {
    case .center: "center"
    case .standardize: "standardize"
    case .unitLength: "unit-length"
    case .principalComponents(let dimensions): "pca: \(dimensions)"
    case .whiten(let dimensions): "whiten: \(dimensions)"
    }
  }

  /// The dimension of what the step gives; nil where that is the dimension of what it gets.
  public var dimensions: Int? {
    switch self {
    case .principalComponents(let dimensions), .whiten(let dimensions): dimensions
    case .center, .standardize, .unitLength: nil
    }
  }
}
