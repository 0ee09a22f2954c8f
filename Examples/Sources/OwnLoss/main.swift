// Trains with a loss of one's own: the absolute error, which outliers move less than the squared one.
import CrossModal
import Dense

BLASLibrary.prepare()
let absoluteError = Loss.Custom("absolute error") { prediction, target in
  let errors = zip(prediction, target).map { $0 - $1 }
  return (errors.reduce(0) { $0 + abs($1) }, errors.map { $0 < 0 ? -1 : 1 })
}

var stream = RandomStream(StreamKey(seed: 1))
let x = Matrix<Float>(rows: 500, columns: 5) { _, _ in Float(stream.normal()) }
let y = Matrix<Float>(rows: 500, columns: 3) { row, column in
  x[row, column] - x[row, column + 2] + (row % 10 == 0 ? 20 : 0)
}
let training = Training(
  options: TrainingOptions(loss: .custom(absoluteError), learningRate: 0.01, epochs: 50),
  data: PairedData(inputs: x, targets: y), order: BatchOrder(rows: Array(0..<500), key: StreamKey(seed: 2)),
  streams: StreamKey(seed: 3))
let shape = NetworkShape(inputs: 5, hidden: [], outputs: 3, activation: .linear)
let (map, history) = training.run(Network(shape: shape, stream: &stream))
print(
  "Loss \(history.training[0]) → \(history.training[49]); W of the first input: \((0..<3).map { map.layers[0].weights[0, $0] })"
)
