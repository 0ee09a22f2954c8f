import Testing

@Suite struct ConfigurationIdentityTests {
  @Test func theHashedTextIsFixed() throws {
    let configuration = try Examples.parse(Examples.minimal)
    #expect(
      configuration.canonicalJSON.compact
        == #"{"version":1,"seed":1,"dataset":{"name":"iaprtc12","image":["vgg128"],"text":["bigru"],"split":false,"#
        + #""labelColumn":null},"protocol":{"kind":"cross-validation","folds":5,"finalFits":5},"#
        + #""directions":["image-to-text","text-to-image"],"models":["lin","nn","nn-3","nn-5"],"#
        + #""losses":[{"name":"mse"},{"name":"cosine","reduction":"sum"},{"name":"max-margin","#
        + #""margin":[1,2.5,5,7.5,10],"negativeSide":"input","negative":"random","distance":"euclidean"}],"#
        + #""grid":{"learningRate":[0.01,0.001,0.0001],"hiddenUnits":[64,128,256,512,1024],"dropout":[0],"#
        + #""activation":["relu"]},"training":{"optimizer":{"name":"rmsprop","rho":0.9,"epsilon":1e-08},"#
        + #""batchSize":64,"maxEpochs":100},"measures":{"k":10,"includeSelf":true,"metrics":["cosine","euclidean"]}}"#
    )
    #expect(configuration.identity.count == 64)
    #expect(configuration.identity.allSatisfy { "0123456789abcdef".contains($0) })
  }

  @Test(arguments: [
    "seed=2", "dataset.name=x", "protocol.folds=4", "directions=[image-to-text]",
    "models=[nn, lin, nn-3, nn-5]",
    "losses=[mse]", "losses=[mse, {cosine: {reduction: mean}}, max-margin]", "grid.dropout=[0, 0.5]",
    "grid.learning-rate=0.01", "grid.activation=tanh", "grid.hidden-units=64", "training.optimizer=adam",
    "training.optimizer.rmsprop.epsilon-inside-root=true", "training.batch-size=32", "training.max-epochs=99",
    "measures.k=9", "measures.include-self=false", "measures.metrics=[cosine]",
    "dataset.image={resnet: {file: vis.csv}}", "dataset.labels={file: x}",
  ])
  func whatDecidesResultsChangesTheIdentity(override: String) throws {
    let plain = try Examples.parse(Examples.minimal)
    #expect(try Examples.parse(Examples.minimal, override).identity != plain.identity)
  }

  @Test(arguments: [
    "name=other", "dataset.image.vgg128.file=other.csv", "seed=1", "losses=[mse, cosine, max-margin]",
  ])
  func namesAndPathsAndSpellingsDoNot(override: String) throws {
    let plain = try Examples.parse(Examples.minimal)
    #expect(try Examples.parse(Examples.minimal, override).identity == plain.identity)
  }
}
