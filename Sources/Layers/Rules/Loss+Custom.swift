extension Loss {
  /// A loss ℓ(f(x), y) of one's own, averaged over the batch.
  public struct Custom: Hashable, Sendable {
    /// What it is called; two losses of one name are taken for the same.
    public let name: String
    /// ℓ and its gradient ∂ℓ/∂f(x), which must have as many numbers as the prediction.
    package let evaluate:
      @Sendable (_ prediction: [Double], _ target: [Double]) -> (loss: Double, gradient: [Double])

    /// A loss of one pair of a prediction and its target.
    ///
    /// - Parameters:
    ///   - name: unique among the losses of a program.
    ///   - evaluate: called once for every row of every batch, from the thread that trains; must depend on its arguments
    ///     alone. A loss that is not finite ends the fit as diverged.
    public init(
      _ name: String,
      evaluate:
        @escaping @Sendable (_ prediction: [Double], _ target: [Double]) -> (
          loss: Double, gradient: [Double]
        )
    ) {
      (self.name, self.evaluate) = (name, evaluate)
    }

    /// Whether the names are the same.
    public static func == (left: Custom, right: Custom) -> Bool { left.name == right.name }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
  }
}
