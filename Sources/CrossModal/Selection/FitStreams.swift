import Dense

/// The random streams of a study, keyed by what they are for and never by order or worker.
///
/// Folds depend on seed and data set; the shuffled order on seed, data set and fold or run, so that all cells and
/// settings see the same batches; initial weights, dropout and negatives also on cell and setting. A final fit over folds
/// uses its search fit's streams and so goes the same way again.
package struct FitStreams: Sendable {
  /// The rows that a fit is trained on.
  package enum Part: Sendable {
    /// Those outside a fold.
    case fold(Int)
    /// All, in one of several runs.
    case run(Int)
  }

  private let dataset: StreamKey

  /// The streams of a study with this seed and the name of its data set.
  package init(seed: UInt64, dataset: String) {
    self.dataset = StreamKey(seed: seed).adding(dataset)
  }

  /// Which rows are in which fold.
  package var folds: StreamKey { dataset.adding("folds") }

  /// The order of the training rows of a part.
  package func order(_ part: Part) -> StreamKey { dataset.adding("order").adding(part) }

  /// Everything that is a fit's own: of a cell by its ``Cell/id``, of a setting by the text that keys its streams.
  package func fit(cell: String, setting: String, _ part: Part) -> StreamKey {
    dataset.adding(cell).adding(setting).adding(part)
  }
}

extension StreamKey {
  fileprivate func adding(_ part: FitStreams.Part) -> StreamKey {
    switch part {
    case .fold(let fold): adding("fold").adding(fold)
    case .run(let run): adding("run").adding(run)
    }
  }
}
