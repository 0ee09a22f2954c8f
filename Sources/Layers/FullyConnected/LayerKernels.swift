import Dense

/// What a training step does with one fully connected layer, for a whole network of them.
///
/// An object keeps the scratch memory for one network and one batch at a time, on one thread. The first layer reads
/// data rows, the others panels. Call order in a step: `load`, `forwardInput`, `forward`…, `backward` and `update` from
/// the last layer down, `updateInput`. A layer's `backward` must come before its `update`.
package protocol LayerKernels: AnyObject {
  associatedtype Scalar: PairScalar
  /// Which of the two ways this is.
  static var path: KernelPath { get }

  /// Scratch memory for rows of `inputs` numbers, layers of at most `width` units, batches of at most `panels` panels.
  init(inputs: Int, width: Int, panels: Int)

  /// Takes up to 64 rows as panel number `panel` of the batch. The rows must stay where they are until `updateInput`.
  func load(_ rows: RowSelection<Scalar>, panel: Int)

  /// Output panel ← s(W · rows + b) for the loaded panel number `panel`.
  ///
  /// `upcoming`: rows of as many numbers as the layer has outputs that will be read next, such as the targets of the last
  /// layer. They may be asked into the cache meanwhile; nothing depends on it.
  func forwardInput(
    _ layer: LayerParameters<Scalar>, panel: Int, output: UnsafeMutablePointer<Scalar>,
    activation: Activation,
    upcoming: RowSelection<Scalar>?)

  /// Output panel ← s(W · input panel + b). `upcoming`: as in `forwardInput`.
  func forward(
    _ layer: LayerParameters<Scalar>, input: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>,
    activation: Activation, upcoming: RowSelection<Scalar>?)

  /// Input gradient panel ← (Wᵀ · gradient panel) ⊙ s′(h) ⊙ mask, where h is the input panel before dropout, s the
  /// activation that made it, and mask the dropout mask, if any.
  func backward(
    _ layer: LayerParameters<Scalar>, gradient: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>, h: UnsafePointer<Scalar>, activation: Activation,
    mask: UnsafePointer<Scalar>?)

  /// One optimizer step with the gradient Σ over panels of (gradient panel · input panelᵀ), and the bias.
  func update(
    _ layer: LayerParameters<Scalar>, input: UnsafePointer<Scalar>, gradient: UnsafePointer<Scalar>,
    panels: Int,
    _ step: OptimizerStep)

  /// The same for the first layer, whose inputs are the loaded rows.
  func updateInput(
    _ layer: LayerParameters<Scalar>, gradient: UnsafePointer<Scalar>, panels: Int, _ step: OptimizerStep)

  /// out[i][j] ← Σ over features f of a[f][i] · b[f][j], for the 64 × 64 pairs of vectors of two panels; added to what is
  /// there if `adds`. Rows of `out` stand `stride` apart.
  static func pairProducts(
    _ out: UnsafeMutablePointer<Scalar>, stride: Int, _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>,
    features: Int, adds: Bool)

  /// out[f][s] ← out[f][s] + Σ over the 64 vectors j of the panel a of a[f][j] · m[j][s]. Rows of `m` stand `stride` apart.
  static func addCombinations(
    _ out: UnsafeMutablePointer<Scalar>, of a: UnsafePointer<Scalar>, _ m: UnsafePointer<Scalar>, stride: Int,
    features: Int)
}

extension LayerKernels {
  /// `forwardInput` with nothing upcoming.
  package func forwardInput(
    _ layer: LayerParameters<Scalar>, panel: Int, output: UnsafeMutablePointer<Scalar>, activation: Activation
  ) {
    forwardInput(layer, panel: panel, output: output, activation: activation, upcoming: nil)
  }

  /// `forward` with nothing upcoming.
  package func forward(
    _ layer: LayerParameters<Scalar>, input: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>,
    activation: Activation
  ) {
    forward(layer, input: input, output: output, activation: activation, upcoming: nil)
  }
}
