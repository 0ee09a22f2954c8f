import Testing

@Suite struct StudyConfigurationOverrideTests {
  @Test func overridesReplaceAndAddInTheirOrder() throws {
    let configuration = try Examples.parse(
      Examples.minimal, "training.max-epochs=20", "grid.hidden-units=[64,128]", "seed=1", "seed=9",
      "losses=[mse, {max-margin: {margin: 3}}]", "training.optimizer.rmsprop.rho=0.5",
      "training.optimizer.rmsprop.epsilon=1e-3", "name=a=b")
    #expect(configuration.training.maxEpochs == 20)
    #expect(configuration.training.batchSize == 64)
    #expect(configuration.grid.hiddenUnits == [64, 128])
    #expect(configuration.seed == 9)
    #expect(configuration.losses.map(\.losses.count) == [1, 1])
    #expect(configuration.training.optimizer == .rmsprop(rho: 0.5, epsilon: 1e-3))
    #expect(configuration.name == "a=b")
  }

  @Test func aBareNameBecomesAMappingWithItsOptions() throws {
    let text = Examples.minimal + "\ntraining: {optimizer: adam}"
    let configuration = try Examples.parse(text, "training.optimizer.adam.beta1=0.5")
    #expect(configuration.training.optimizer == .adam(beta1: 0.5, beta2: 0.999, epsilon: 1e-8))
  }

  @Test func pathsInOverridesAreRelativeToTheCurrentDirectory() throws {
    let configuration = try Examples.parse(
      Examples.minimal, "dataset.image.vgg128.file=./a/b.npy", "dataset.text={glove: {file: c.npy}}")
    #expect(configuration.dataset.image.first?.source.files.first?.path == "/here/a/b.npy")
    #expect(configuration.dataset.text.map(\.name) == ["glove"])
    #expect(configuration.dataset.text.first?.source.files.first?.path == "/here/c.npy")
  }

  @Test func aNameWithAPointIsFound() throws {
    let configuration = try Examples.parse(Examples.full, "dataset.text.glove.6B.train=/x.npy")
    #expect(configuration.dataset.text.map(\.name) == ["word2vec", "glove.6B"])
    #expect(configuration.dataset.text.last?.source.files.map(\.path) == ["/x.npy", "/study/t a.npz:test"])
  }

  @Test(arguments: [
    (
      "training.max-epochs=x",
      "--set 'training.max-epochs=x': training.max-epochs: found 'x'; allowed: a whole number from 1 to 100000"
    ),
    (
      "training.max-epoch=5",
      "--set 'training.max-epoch=5': unknown key 'max-epoch' (did you mean 'max-epochs'?) in training; allowed: optimizer, batch-size, max-epochs, schedule, patience"
    ),
    ("seed", "--set 'seed': found no '='; allowed: key.path=value, as in training.max-epochs=20"),
    ("=5", "--set '=5': found an empty key; allowed: key.path=value, as in training.max-epochs=20"),
    ("a..b=5", "--set 'a..b=5': found an empty key; allowed: key.path=value, as in training.max-epochs=20"),
    ("seed=", "--set 'seed=': seed: found nothing; allowed: a whole number from 0 to 18446744073709551615"),
    (
      "seed=\"1\"",
      "--set 'seed=\"1\"': seed: found the quoted text '1'; allowed: a whole number from 0 to 18446744073709551615"
    ),
    (
      "seed=[1",
      "--set 'seed=[1': not valid YAML: did not find expected ',' or ']' (while parsing a flow sequence, line 1)"
    ),
    (
      "name.x=5",
      "--set 'name.x=5': name is 'iaprtc12-vgg128' and has no keys; allowed: a value for all of it"
    ),
    (
      "dataset.image.vgg128.train=a",
      "--set 'dataset.image.vgg128.train=a': dataset.image.vgg128.train: found together with 'file'; allowed: either file, or train and test"
    ),
    (
      "seed=1\nname: x",
      "--set 'seed=1\\nname: x': not valid YAML: mapping values are not allowed in this context"
    ),
  ])
  func aWrongOverrideIsOneLineWithItsText(override: String, line: String) {
    #expect(Examples.error(Examples.minimal, override) == line)
  }

  @Test func anErrorInTheFileKeepsItsPlaceBesideOverrides() {
    #expect(
      Examples.error(Examples.minimal + "\ngrid: {dropout: 2}", "grid.hidden-units=4")
        == "x.yaml:7:17: grid.dropout: found the number 2; allowed: a number in [0, 1)")
  }
}
