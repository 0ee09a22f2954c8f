import TestSupport
import Testing
import VectorFiles

@testable import CrossModal
@testable import Dense

@Suite struct LeastSquaresOnRealDataTests {
  // Reads files that only some machines have: set CROSSMODAL_DATA.
  @Test(
    .enabled(if: RealData.has("iaprtc12/TS_vis_vgg128.csv")),
    arguments: [(true, 0.01), (false, 0.03)])
  func aCosineScheduleBringsTheLinearMapToLeastSquares(imageToText: Bool, rate: Double) throws {
    let image = try FeatureTable.read(RealData.directory + "/iaprtc12/TS_vis_vgg128.csv").features
    let text = try FeatureTable.read(RealData.directory + "/iaprtc12/TS_lang_biGRU.csv").features
    let rows = Array(0..<1472)
    let (x, y) = (
      Matrix((imageToText ? image : text).view, selecting: rows),
      Matrix((imageToText ? text : image).view, selecting: rows)
    )
    let design = Matrix<Double>(rows: x.rows, columns: x.columns + 1) {
      $1 < x.columns ? Double(x[$0, $1]) : 1
    }
    let targets = y.converted(to: Double.self)
    let fitted = product(design.view, try leastSquares(design.view, targets.view).view)
    var squares = 0.0
    for (ours, theirs) in zip(fitted.elements, targets.elements) {
      squares += (ours - theirs) * (ours - theirs)
    }
    let best = squares / Double(targets.elements.count)
    func excess(_ schedule: LearningRateSchedule) throws -> Double {
      let shape = NetworkShape(inputs: x.columns, hidden: [], outputs: y.columns, activation: .linear)
      var stream = RandomStream(StreamKey(seed: 1))
      let all = rows.map(Int32.init)
      let history = Training(
        options: TrainingOptions(learningRate: rate, epochs: 100, schedule: schedule),
        data: PairedData(inputs: x.view, targets: y.view),
        order: BatchOrder(rows: all, key: StreamKey(seed: 5)), heldOutRows: all, streams: StreamKey(seed: 2)
      ).run(Network<Float>(shape: shape, stream: &stream)).history
      return try #require(history.heldOut.last) / best - 1
    }
    let (cosine, constant) = (try excess(.cosine), try excess(.constant))
    #expect(cosine > 0 && cosine < 0.005, "cosine schedule: \(cosine) above least squares")
    #expect(constant > 0.005, "constant rate: \(constant) above least squares")
  }
}
