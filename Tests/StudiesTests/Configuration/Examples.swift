import Foundation

@testable import Settings
@testable import Studies

/// Configurations that several tests share.
enum Examples {
  /// Every key written out, with the values that are not the defaults where that is possible.
  static let full = """
    version: 1
    name: Wiki, everything
    seed: 7
    dataset:
      name: wiki
      image: {sift128: {train: image_train.npy, test: ../image_test.npy}}
      text:
        word2vec: {train: /data/text_train.npy, test: /data/text_test.npy}
        glove.6B: {train: "t a.npz:train", test: "t a.npz:test"}
      labels: {train: labels_train.txt, test: labels_test.txt, column: 2}
    protocol: {kind: holdout, folds: 4, runs: 3}
    directions: [text-to-image]
    models: [nn, lin]
    losses:
      - mse
      - cosine: {reduction: mean}
      - max-margin: {margin: [0.5, 2], negative-side: target, negative: hardest, distance: cosine}
    grid:
      learning-rate: [1e-2, 0.001]
      hidden-units: [32, 64]
      dropout: [0, .25]
      activation: [sigmoid, tanh]
    training:
      optimizer: {rmsprop: {rho: 0.95, epsilon: 1e-7, epsilon-inside-root: true}}
      batch-size: 32
      max-epochs: 12
    measures: {k: 5, include-self: false, metrics: [euclidean]}
    """

  /// Only what must be there.
  static let minimal = """
    version: 1
    name: iaprtc12-vgg128
    dataset:
      name: iaprtc12
      image: {vgg128: {file: vis.csv}}
      text: {bigru: {file: lang.csv}}
    """

  /// The paper's whole ImageNet search.
  static let imagenet = """
    version: 1
    name: imagenet
    dataset:
      name: imagenet
      image: {resnet: {file: resnet.npy}, vgg128: {file: vgg128.npy}}
      text: {glove: {file: glove.npy}, word2vec: {file: word2vec.npy}}
    grid: {dropout: [0, 0.25, 0.5, 0.75]}
    """

  /// Parses text as the file `/study/x.yaml`.
  static func parse(
    _ text: String, _ overrides: String...
  ) throws(ConfigurationError) -> StudyConfiguration {
    try StudyConfiguration.parse(text, file: "/study/x.yaml", overrides: overrides, currentDirectory: "/here")
  }

  /// The error's line, or nil where the text is a configuration.
  static func error(_ text: String, _ overrides: String...) -> String? {
    do {
      _ = try StudyConfiguration.parse(
        text, file: "x.yaml", overrides: overrides, currentDirectory: "/here")
      return nil
    } catch {
      return error.description
    }
  }
}
