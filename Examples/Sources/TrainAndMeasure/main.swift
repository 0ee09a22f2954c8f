// Trains a map from X to Y on 800 of 1,000 items, twice side by side, and compares neighborhoods on the others.
import CrossModal
import Dense

BLASLibrary.prepare()
var stream = RandomStream(StreamKey(seed: 1))
let x = Matrix<Float>(rows: 1000, columns: 20) { _, _ in Float(stream.normal()) }
let y = Matrix<Float>(rows: 1000, columns: 10) {
  max(0, x[$0, $1] + x[$0, $1 + 10]) + Float(0.1 * stream.normal())
}
let data = PairedData(inputs: x, targets: y)

func overlap(hiddenUnits: [Int]) -> Double {
  var stream = RandomStream(StreamKey(seed: 2))
  let shape = NetworkShape(inputs: 20, hidden: hiddenUnits, outputs: 10, activation: .relu)
  let order = BatchOrder(rows: Array(0..<800), key: StreamKey(seed: 3))
  let training = Training(
    options: TrainingOptions(epochs: 30), data: data, order: order, streams: StreamKey(seed: 4))
  let map = training.run(Network(shape: shape, stream: &stream)).network
  let search = NeighborSearch(k: 10, metric: .cosine, includesSelf: false)
  let mapped = search.neighbors(of: map(x, rows: Array(800..<1000)))
  return NeighborOverlap(mapped, search.neighbors(of: Matrix(y, selecting: 800..<1000))).mean
}
async let linear = overlap(hiddenUnits: [])
async let hidden = overlap(hiddenUnits: [64])
print("Neighbors of Y kept by a linear map: \(await linear), by 64 hidden units: \(await hidden)")
