extension Loss {
  /// The cross-entropy of finding an item's partner among those of the batch, by cosines.
  ///
  /// With c(i, j) = cos(f(xᵢ), yⱼ), norms guarded from below by 1e-6, and τ the temperature:
  /// 1/n Σᵢ −log(exp(c(i, i)/τ) / Σⱼ exp(c(i, j)/τ)) forward; for both directions the mean of that and of the same with the
  /// sum over the predictions, Σⱼ exp(c(j, i)/τ). A pair j ≠ i that shares a label is left out of the sums. A batch of one
  /// row contributes 0. Van den Oord and others 2018; symmetric as in Radford and others 2021.
  public struct InfoNCE: Hashable, Sendable {
    /// τ > 0.
    public var temperature: Double { didSet { check() } }
    /// Who looks for whom.
    public var direction: ContrastDirection

    /// An InfoNCE loss; the defaults are common ones.
    public init(temperature: Double = 0.07, direction: ContrastDirection = .both) {
      (self.temperature, self.direction) = (temperature, direction)
      check()
    }

    private func check() {
      precondition(temperature > 0 && temperature.isFinite, "a temperature of \(temperature)")
    }
  }

  /// Who looks for its partner among the others.
  public enum ContrastDirection: String, CaseIterable, Sendable {
    /// f(x) among the y, and y among the f(x).
    case both
    /// f(x) among the y.
    case forward
  }

  /// Whether two items are partners, asked of each pair of the batch by itself.
  ///
  /// 1/n Σᵢⱼ −log σ(z (t · cos(f(xᵢ), yⱼ) + b)), z = 1 for i = j and −1 otherwise, norms guarded from below by 1e-6. A
  /// pair j ≠ i that shares a label is left out. A batch of one row contributes 0. Zhai and others 2023 (SigLIP), who
  /// learn t and b from these values; here they are fixed.
  public struct Sigmoid: Hashable, Sendable {
    /// t > 0, which multiplies the cosine.
    public var temperature: Double { didSet { check() } }
    /// b, below 0 where most pairs are no partners.
    public var bias: Double { didSet { check() } }

    /// A sigmoid loss.
    public init(temperature: Double = 10, bias: Double = -10) {
      (self.temperature, self.bias) = (temperature, bias)
      check()
    }

    private func check() {
      precondition(
        temperature > 0 && temperature.isFinite && bias.isFinite,
        "a temperature of \(temperature), a bias of \(bias)")
    }
  }
}
