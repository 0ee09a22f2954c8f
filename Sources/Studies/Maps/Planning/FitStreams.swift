import CrossModal
import Dense

/// The random streams of a study, keyed by what they are for and never by order or worker.
///
/// Folds depend on seed and data set; the shuffled order on seed, data set and fold or run, so that all cells and
/// settings see the same batches; initial weights, dropout and negatives also on cell and setting. A final fit over folds
/// uses its search fit's streams and so goes the same way again.
struct FitStreams {
  private let dataset: StreamKey

  init(_ configuration: StudyConfiguration) {
    dataset = StreamKey(seed: configuration.seed).adding(configuration.dataset.name)
  }

  /// Which rows are in which fold.
  var folds: StreamKey { dataset.adding("folds") }

  /// The order of the training rows of a fold.
  func order(fold: Int) -> StreamKey { dataset.adding("order").adding("fold").adding(fold) }

  /// The order of the training rows of a run.
  func order(run: Int) -> StreamKey { dataset.adding("order").adding("run").adding(run) }

  /// Everything that is a fit's own, on a fold.
  func fit(_ cell: Cell, _ setting: Setting, fold: Int) -> StreamKey {
    dataset.adding(cell.id).adding(setting.text).adding("fold").adding(fold)
  }

  /// Everything that is a fit's own, in a run.
  func fit(_ cell: Cell, _ setting: Setting, run: Int) -> StreamKey {
    dataset.adding(cell.id).adding(setting.text).adding("run").adding(run)
  }
}
