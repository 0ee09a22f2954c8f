extension Array where Element == FeatureStep {
  /// Refuses an order of steps that makes no sense, without looking at any vector.
  ///
  /// The rule: a step must find something to do. What was done is not done again, until a step to unit length, which
  /// undoes it: `center` finds nothing to do after `center`, `standardize`, `pca` or `whiten`, which all center;
  /// `standardize` after itself or `whiten`; `pca` after itself or `whiten`, whose directions vary alike; `whiten` after
  /// itself, or after `pca` and `standardize`, which is the same; `unit-length` directly after itself. And dimensions never
  /// grow.
  /// - Throws: ``FeatureStepError``.
  public func checkOrder() throws(FeatureStepError) {
    var done = Done()
    for (index, step) in enumerated() {
      let place = FeatureStepError.Place(number: index + 1, step: step)
      if let dimensions = step.dimensions {
        if dimensions < 1 { throw .dimensionless(place) }
        if let earlier = done.projected, dimensions > earlier.step.dimensions ?? 0 {
          throw .grows(place, after: earlier)
        }
      }
      if let earlier = done.earlier(step) { throw .idle(place, after: earlier) }
      done.add(place)
    }
  }

  /// Dimension of what the steps make of vectors of `columns` numbers, if they can be fitted on so many training rows:
  /// looks at no vector.
  /// - Throws: ``FeatureStepError`` for an order that makes no sense, no rows, and more dimensions than rows − 1 or columns.
  public func outputs(rows: Int, columns: Int) throws(FeatureStepError) -> Int {
    try checkOrder()
    if rows < 1, !isEmpty { throw .noRows }
    var columns = columns
    for (index, step) in enumerated() {
      guard let dimensions = step.dimensions else { continue }
      guard dimensions <= Swift.min(rows - 1, columns) else {
        throw .dimensions(.init(number: index + 1, step: step), rows: rows, columns: columns)
      }
      columns = dimensions
    }
    return columns
  }
}

/// What earlier steps did: each property of the vectors with the step that gave it.
private struct Done {
  typealias Place = FeatureStepError.Place
  private var centered: Place?
  private var scaled: Place?
  private var rotated: Place?
  private var unitLength: Place?
  /// The last step that changed the dimension.
  private(set) var projected: Place?

  /// The step that did what a step would do.
  func earlier(_ step: FeatureStep) -> Place? {
    switch step {
    case .center: centered
    case .standardize: scaled
    case .principalComponents: rotated
    case .whiten: rotated == nil ? nil : scaled
    case .unitLength: unitLength
    }
  }

  mutating func add(_ place: Place) {
    unitLength = nil
    switch place.step {
    case .unitLength:
      (centered, scaled, rotated) = (nil, nil, nil)
      unitLength = place
    case .center: centered = place
    case .standardize: (centered, scaled) = (place, place)
    case .principalComponents:
      // Variances differ again, along other directions.
      (centered, scaled, rotated) = (place, nil, place)
      projected = place
    case .whiten:
      (centered, scaled, rotated) = (place, place, place)
      projected = place
    }
  }
}
