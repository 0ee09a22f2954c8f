// The exact nearest neighbors of 2,000 random vectors, and how often each stands in others' lists.
import Dense

BLASLibrary.prepare()
var stream = RandomStream(StreamKey(seed: 1))
let vectors = Matrix<Float>(rows: 2000, columns: 100) { _, _ in Float(stream.normal()) }

let search = NeighborSearch(k: 10, metric: .cosine, includesSelf: false, threads: 2)
let neighbors = search.neighbors(of: vectors)
print("The nearest of item 0:", neighbors[0].map(String.init).joined(separator: " "))

var occurrences = [Int](repeating: 0, count: vectors.rows)
for item in neighbors.indices { occurrences[Int(item)] += 1 }
print("The item that occurs most often stands in \(occurrences.max() ?? 0) lists.")
