import Foundation
import Testing

@testable import Settings

@Suite struct StudyConfigurationErrorTests {
  /// The error of the minimal configuration with lines added after its last, the first of them line 7.
  private func error(_ lines: String) -> String? { Examples.error(Examples.minimal + "\n" + lines) }

  @Test func anUnknownKeyIsNamedWithItsNeighbor() {
    #expect(
      error("grid:\n  learing-rate: 1")
        == "x.yaml:8:3: unknown key 'learing-rate' (did you mean 'learning-rate'?) in grid; allowed: learning-rate, hidden-units, dropout, activation, weight-decay, batch-size, structure-weight, penalty, rank"
    )
    #expect(
      error("Seeds: 1")
        == "x.yaml:7:1: unknown key 'Seeds' (did you mean 'seed'?); allowed: version, kind, name, seed, dataset, protocol, directions, models, losses, grid, search, training, measures, select-by, cluster"
    )
    #expect(
      error("training: {optimizer: {descent: {rho: 1}}}")
        == "x.yaml:7:34: unknown key 'rho' in training.optimizer.descent; allowed: none")
    #expect(
      error("losses:\n  - max-margin: {margins: 1}")
        == "x.yaml:8:18: unknown key 'margins' (did you mean 'margin'?) in losses.max-margin; allowed: margin, negative-side, negative, distance"
    )
  }

  @Test func aDuplicateKeyIsAnError() {
    #expect(error("seed: 1\nseed: 2") == "x.yaml:7:1: duplicate key 'seed': it occurs more than once here")
    #expect(
      error("grid: {dropout: 0, 'dropout': 0}")?.hasPrefix("x.yaml:7:8: duplicate key 'dropout'") == true)
  }

  @Test(arguments: [
    (
      "training: {max-epochs: ten}",
      "7:24: training.max-epochs: found 'ten'; allowed: a whole number from 1 to 100000"
    ),
    (
      "training: {max-epochs: '10'}",
      "7:24: training.max-epochs: found the quoted text '10'; allowed: a whole number from 1 to 100000"
    ),
    (
      "training: {max-epochs: !!str 10}",
      "7:24: training.max-epochs: found the quoted text '10'; allowed: a whole number from 1 to 100000"
    ),
    (
      "training: {max-epochs: 10.0}",
      "7:24: training.max-epochs: found the number 10.0; allowed: a whole number from 1 to 100000"
    ),
    (
      "training: {max-epochs: 0}",
      "7:24: training.max-epochs: found the number 0; allowed: a whole number from 1 to 100000"
    ),
    (
      "training: {max-epochs: 99999999999999999999999}",
      "7:24: training.max-epochs: found the number 99999999999999999999999; allowed: a whole number from 1 to 100000"
    ),
    (
      "training: {max-epochs: [1]}",
      "7:24: training.max-epochs: found a list; allowed: a whole number from 1 to 100000"
    ),
    (
      "training: {max-epochs: }",
      "7:24: training.max-epochs: found nothing; allowed: a whole number from 1 to 100000"
    ),
    (
      "training: {batch-size: 4097}",
      "7:24: training.batch-size: found the number 4097; allowed: a whole number from 1 to 4096"
    ),
    (
      "training:\n",
      "7:10: training: found nothing; allowed: a mapping with the keys optimizer, batch-size, max-epochs, schedule, patience"
    ),
    (
      "grid: {learning-rate: 0}", "7:23: grid.learning-rate: found the number 0; allowed: a finite number > 0"
    ),
    (
      "grid: {learning-rate: [1, -1]}",
      "7:27: grid.learning-rate: found the number -1; allowed: a finite number > 0"
    ),
    (
      "grid: {learning-rate: .nan}",
      "7:23: grid.learning-rate: found the number .nan; allowed: a finite number > 0"
    ),
    (
      "grid: {learning-rate: .inf}",
      "7:23: grid.learning-rate: found the number .inf; allowed: a finite number > 0"
    ),
    (
      "grid: {learning-rate: 1e999}",
      "7:23: grid.learning-rate: found the number 1e999; allowed: a finite number > 0"
    ),
    (
      "grid: {learning-rate: 1e-999}",
      "7:23: grid.learning-rate: found the number 1e-999; allowed: a finite number > 0"
    ),
    ("grid: {learning-rate: 1_000}", "7:23: grid.learning-rate: found '1_000'; allowed: a finite number > 0"),
    ("grid: {learning-rate: 0x10}", "7:23: grid.learning-rate: found '0x10'; allowed: a finite number > 0"),
    (
      "grid: {hidden-units: 65537}",
      "7:22: grid.hidden-units: found the number 65537; allowed: a whole number from 1 to 65536"
    ),
    ("grid: {dropout: 1}", "7:17: grid.dropout: found the number 1; allowed: a number in [0, 1)"),
    ("grid: {dropout: -0.1}", "7:17: grid.dropout: found the number -0.1; allowed: a number in [0, 1)"),
    ("grid: {dropout: []}", "7:17: grid.dropout: found an empty list; allowed: at least one value"),
    (
      "grid: {dropout: [0.5, 5e-1]}",
      "7:23: grid.dropout: the number 5e-1 is given twice; allowed: different values"
    ),
    (
      "grid: {dropout: [0, -0.0]}",
      "7:21: grid.dropout: the number -0.0 is given twice; allowed: different values"
    ),
    ("grid: {dropout: [[0]]}", "7:18: grid.dropout: found a list; allowed: a number in [0, 1)"),
    (
      "grid: {activation: rleu}",
      "7:20: grid.activation: found 'rleu' (did you mean 'relu'?); allowed: relu, sigmoid, tanh"
    ),
    ("grid: {activation: linear}", "7:20: grid.activation: found 'linear'; allowed: relu, sigmoid, tanh"),
    (
      "grid: 5",
      "7:7: grid: found the number 5; allowed: a mapping with the keys learning-rate, hidden-units, dropout, activation, weight-decay, batch-size, structure-weight, penalty, rank"
    ),
    ("models: [lin, lin]", "7:15: models: 'lin' is given twice; allowed: different values"),
    (
      "models: [nn3]",
      "7:10: models: found 'nn3' (did you mean 'nn-3'?); allowed: lin, nn, nn-3, nn-5, ridge, procrustes, cca, reduced-rank, mean, random"
    ),
    ("directions: []", "7:13: directions: found an empty list; allowed: at least one value"),
    ("losses: [mse, mse]", "7:15: losses: 'mse' is given twice; allowed: each loss once"),
    (
      "losses: [cosine, cosine: {reduction: mean}]",
      "7:18: losses: 'cosine' is given twice; allowed: each loss once"
    ),
    (
      "losses: [mes]",
      "7:10: losses: found 'mes' (did you mean 'mse'?); allowed: mse, cosine, max-margin, info-nce, sigmoid"
    ),
    (
      "losses: [{mse: , cosine: }]",
      "7:10: losses: found a mapping of 2 keys; allowed: one of mse, cosine, max-margin, info-nce, sigmoid"
    ),
    ("losses: [{mse: 5}]", "7:16: losses.mse: found the number 5; allowed: no options"),
    (
      "losses: [{max-margin: {margin: 0}}]",
      "7:32: losses.max-margin.margin: found the number 0; allowed: a finite number > 0"
    ),
    (
      "losses: [{max-margin: {margin: [1, 1.0]}}]",
      "7:36: losses.max-margin.margin: the number 1.0 is given twice; allowed: different values"
    ),
    (
      "losses: [{max-margin: {distance: cos}}]",
      "7:34: losses.max-margin.distance: found 'cos'; allowed: euclidean, cosine"
    ),
    (
      "losses: [{info-nce: {temperature: [0.07, 0]}}]",
      "7:42: losses.info-nce.temperature: found the number 0; allowed: a finite number > 0"
    ),
    (
      "losses: [{info-nce: {direction: backward}}]",
      "7:33: losses.info-nce.direction: found 'backward'; allowed: both, forward"
    ),
    (
      "losses: [{sigmoid: {bias: low}}]",
      "7:27: losses.sigmoid.bias: found 'low'; allowed: a finite number"
    ),
    (
      "training: {optimizer: rmsprob}",
      "7:23: training.optimizer: found 'rmsprob' (did you mean 'rmsprop'?); allowed: rmsprop, adam, descent"
    ),
    (
      "training: {optimizer: {adam: {beta1: 1}}}",
      "7:38: training.optimizer.adam.beta1: found the number 1; allowed: a number in [0, 1)"
    ),
    (
      "training: {optimizer: {rmsprop: {epsilon-inside-root: yes}}}",
      "7:55: training.optimizer.rmsprop.epsilon-inside-root: found 'yes'; allowed: true or false"
    ),
    (
      "training: {batch-size: 1}",
      "7:11: batch-size: found 1 with the loss max-margin, which compares the items of a batch; allowed: 2 and more"
    ),
    (
      "measures: {k: 0}",
      "7:15: measures.k: found the number 0; allowed: a whole number from 1, or a percentage of the items as in 1%"
    ),
    (
      "measures: {include-self: 'true'}",
      "7:26: measures.include-self: found the quoted text 'true'; allowed: true or false"
    ),
    (
      "protocol: {folds: 1}",
      "7:19: protocol.folds: found the number 1; allowed: a whole number from 2 to 1000"
    ),
    ("protocol: {runs: 2}", "7:18: protocol.runs: found in a cross-validation; allowed: runs of a holdout"),
    (
      "protocol: {kind: holdout}",
      "7:18: protocol.kind: found holdout with one file per feature set; allowed: cross-validation, or train and test files"
    ),
    (
      "search: {kind: races}",
      "7:16: search.kind: found 'races'; allowed: grid, racing, random"
    ),
    (
      "search: {first-epochs: 3}",
      "7:24: search.first-epochs: found with kind: grid; allowed: only with kind: racing"
    ),
    (
      "search: {kind: racing, trials: 9}",
      "7:32: search.trials: found with kind: racing; allowed: only with kind: random"
    ),
    (
      "search: {kind: random, trials: 0}",
      "7:32: search.trials: found the number 0; allowed: a whole number from 1 to 1000000"
    ),
    (
      "search: {kind: racing, ranges: {dropout: [0, 0.5]}}",
      "7:32: search.ranges: found with kind: racing; allowed: only with kind: random"
    ),
    (
      "search: {kind: random, ranges: {learning-rates: [1, 2]}}",
      "7:33: unknown key 'learning-rates' (did you mean 'learning-rate'?) in search.ranges; allowed: learning-rate, hidden-units, dropout, weight-decay, batch-size, structure-weight, penalty, rank, margin, temperature"
    ),
    (
      "search: {kind: random, ranges: {learning-rate: {log: [0, 0.1]}}}",
      "7:55: search.ranges.learning-rate: found the number 0; allowed: a finite number > 0"
    ),
    (
      "search: {kind: random, ranges: {weight-decay: {log: [0, 0.1]}}}",
      "7:54: search.ranges.weight-decay: found the number 0; allowed: a number > 0, since its logarithm is taken"
    ),
    (
      "search: {kind: random, ranges: {learning-rate: {log: [-1, 0.1]}}}",
      "7:55: search.ranges.learning-rate: found the number -1; allowed: a finite number > 0"
    ),
    (
      "search: {kind: random, ranges: {learning-rate: [0.1, 0.1]}}",
      "7:48: search.ranges.learning-rate: found the range from 0.1 to 0.1; allowed: low < high"
    ),
    (
      "search: {kind: random, ranges: {hidden-units: {int: [512, 32]}}}",
      "7:53: search.ranges.hidden-units: found the range from 512 to 32; allowed: low < high"
    ),
    (
      "search: {kind: random, ranges: {hidden-units: {int: [32.5, 64]}}}",
      "7:54: search.ranges.hidden-units: found the number 32.5; allowed: a whole number from 1 to 65536"
    ),
    (
      "search: {kind: random, ranges: {hidden-units: {log: [32, 64]}}}",
      "7:48: unknown key 'log' in search.ranges.hidden-units; allowed: int, log-int"
    ),
    (
      "search: {kind: random, ranges: {dropout: 0.5}}",
      "7:42: search.ranges.dropout: found the number 0.5; allowed: two ends [low, high], each a number in [0, 1)"
    ),
    (
      "search: {kind: random, ranges: {learning-rate: {}}}",
      "7:48: search.ranges.learning-rate: found a mapping of 0 keys; allowed: {log: [low, high]}"
    ),
    (
      "search: {kind: random, ranges: {rank: [1, 4]}}",
      "7:33: search.ranges.rank: found a range, but no model or loss of the study has this axis"
    ),
    (
      "search: {kind: racing, factor: 1}",
      "7:32: search.factor: found the number 1; allowed: a whole number from 2 to 100"
    ),
    ("seed: -1", "7:7: seed: found the number -1; allowed: a whole number from 0 to 18446744073709551615"),
    (
      "seed: 18446744073709551616",
      "7:7: seed: found the number 18446744073709551616; allowed: a whole number from 0 to 18446744073709551615"
    ),
    ("? [a]\n: 1", "7:3: found a key that is no text; allowed: a name"),
    (
      "<<: {seed: 1}",
      "7:1: unknown key '<<'; allowed: version, kind, name, seed, dataset, protocol, directions, models, losses, grid, search, training, measures, select-by, cluster"
    ),
  ])
  func aWrongValueIsOneLineWithItsPlace(lines: String, line: String) {
    #expect(error(lines) == "x.yaml:" + line)
  }

  @Test(arguments: [
    ("version: 1", "version: 2", "1:10: version: found the number 2; allowed: 1"),
    ("version: 1\n", "", "1:1: missing key 'version'"),
    (
      "name: iaprtc12-vgg128", "name:",
      "2:6: name: found nothing; allowed: printable text of 1 to 200 characters"
    ),
    (
      "name: iaprtc12-vgg128", "name: \"a\\nb\"",
      "2:7: name: found the quoted text 'a\\nb'; allowed: printable text of 1 to 200 characters"
    ),
    ("  name: iaprtc12\n", "", "4:3: missing key 'name' in dataset"),
    (
      "  name: iaprtc12\n", "  name: a/b\n",
      "4:9: dataset.name: found 'a/b'; allowed: a name of 1 to 64 letters, digits, '.', '_' and '-' (A-Z, a-z, 0-9), a letter or digit first"
    ),
    (
      "vgg128:", "\"a\\tb\":",
      "5:11: dataset.image: found the quoted text 'a\\tb'; allowed: a name of 1 to 64 letters, digits, '.', '_' and '-' (A-Z, a-z, 0-9), a letter or digit first"
    ),
    ("{vgg128: {file: vis.csv}}", "{}", "5:10: dataset.image: found no feature set; allowed: at least one"),
    (
      "{vgg128: {file: vis.csv}}", "vis.csv",
      "5:10: dataset.image: found 'vis.csv'; allowed: a mapping from names to files, as in {vgg128: {file: images.npy}}"
    ),
    (
      "{file: vis.csv}", "vis.csv",
      "5:19: dataset.image.vgg128: found 'vis.csv'; allowed: a mapping with the keys file, train, test, train-rows, header, id-column, label-column, middle-axis, steps, note"
    ),
    ("{file: vis.csv}", "{}", "5:19: missing key 'file', or 'train' and 'test', in dataset.image.vgg128"),
    ("{file: vis.csv}", "{train: a}", "5:19: missing key 'test' in dataset.image.vgg128"),
    (
      "{file: vis.csv}", "{file: a, test: b}",
      "5:35: dataset.image.vgg128.test: found together with 'file'; allowed: either file, or train and test"
    ),
    (
      "{file: vis.csv}", "{file: ''}",
      "5:26: dataset.image.vgg128.file: found the quoted text ''; allowed: a path"
    ),
    (
      "{file: lang.csv}", "{train: a, test: b}",
      "6:17: feature set 'bigru': found training and test rows; allowed: one file, as for the first feature set"
    ),
    ("  text: {bigru: {file: lang.csv}}", "", "4:3: missing key 'text' in dataset"),
    (
      "  text:", "  labels: {train: a, test: b}\n  text:",
      "6:11: dataset.labels: found training and test rows; allowed: one file, as for the first feature set"
    ),
    (
      "  text:", "  labels: {file: a, column: 0}\n  text:",
      "6:29: dataset.labels.column: found the number 0; allowed: a whole number from 1 to 1000000"
    ),
  ])
  func theRequiredPartsAreChecked(old: String, new: String, line: String) {
    #expect(Examples.error(Examples.minimal.replacingOccurrences(of: old, with: new)) == "x.yaml:" + line)
  }

  @Test func aCrossValidationOfSplitDataIsAnError() {
    let text = Examples.full.replacingOccurrences(of: "kind: holdout", with: "kind: cross-validation")
    #expect(
      Examples.error(text)
        == "x.yaml:11:18: protocol.kind: found cross-validation with train and test files; allowed: holdout, or one file per feature set"
    )
  }

  @Test func aGridThatCannotBeHeldIsRefused() {
    let rates = (1...300).map { "\($0)" }.joined(separator: ",")
    #expect(
      error(
        "models: nn\nlosses: mse\ngrid: {learning-rate: [\(rates)], hidden-units: [\(rates)], dropout: \((0..<100).map { Double($0) / 100 })}"
      )
        == "x.yaml:9:7: the study has 18000000 settings; allowed: at most 10000000")
    let many = (1...1001).map { "\($0)" }.joined(separator: ",")
    #expect(
      error("grid: {hidden-units: [\(many)]}")
        == "x.yaml:7:22: grid.hidden-units: found a list of 1001 values; allowed: at most 1000")
  }

  @Test func aMessageNeverBreaksItsLine() {
    let error = ConfigurationError(.file("a\nb"), "x\u{2028}\u{1B}[31m\r\u{202E}")
    #expect(error.description == "a\\nb: x\\u{2028}\\u{1B}[31m\\r\\u{202E}")
  }
}
