import CCrossModal
import Foundation
import PythonDoor
import TestSupport
import Testing

/// Functions of the C interface that are stopped while they run: each ends with the code for it, soon.
struct StoppingTests {
  private static let rows = 1000
  private static let x: [Float] = normalMatrix(rows, 24, seed: 1).elements
  private static let y: [Float] = normalMatrix(rows, 24, seed: 2).elements

  private typealias Arrays = (x: UnsafePointer<crossmodal_array>, y: UnsafePointer<crossmodal_array>)

  private static func work(_ name: String, _ call: OpaquePointer?, _ arrays: Arrays) -> Int32 {
    var indices = [Int32](repeating: 0, count: rows)
    var values = [0.0]
    var distances = [Float](repeating: 0, count: name == "distances" ? rows * rows : 0)
    var json: UnsafeMutablePointer<CChar>?
    defer { crossmodal_text_free(json) }
    switch name {
    case "neighbors":
      return crossmodal_neighbors(call, arrays.x, arrays.y, 1, "cosine", 0, 1, &indices, nil, nil)
    case "csls": return crossmodal_neighbors(call, arrays.x, arrays.y, 1, "cosine", 5, 1, &indices, nil, nil)
    case "overlap": return crossmodal_overlap(call, arrays.x, arrays.y, [10], 1, "euclidean", 1, 1, &values)
    case "distances": return crossmodal_distances(call, arrays.x, arrays.y, "correlation", &distances)
    case "compare":
      let spaces = [arrays.x.pointee, arrays.y.pointee]
      return crossmodal_compare(call, spaces, 2, [10], 1, "cosine", nil, 40, 1, 1, &json)
    case "retrieval":
      return crossmodal_retrieval(call, arrays.x, arrays.y, 0, nil, nil, "all", 10, 1, &json)
    case "precision":
      let codes = (0..<Int64(rows)).map { $0 % 5 }
      return crossmodal_retrieval(call, arrays.x, nil, 2, codes, nil, "cosine", 1, 1, &json)
    default: return fit(name, call, arrays)
    }
  }

  private static func fit(_ model: String, _ call: OpaquePointer?, _ arrays: Arrays) -> Int32 {
    var map: OpaquePointer?
    defer { crossmodal_map_free(map) }
    var options = crossmodal_fit_options()
    crossmodal_fit_options_default(&options)
    (options.epochs, options.batch_size) = (1, 1)
    let penalties = (0..<200).map { Double($0) + 1 }
    return model.withCString { word in
      penalties.withUnsafeBufferPointer { penalties in
        options.model = word
        if model == "ridge" { (options.penalties, options.penalty_count) = (penalties.baseAddress, 200) }
        return crossmodal_map_fit(call, arrays.x, arrays.y, &options, &map)
      }
    }
  }

  private static func run(_ name: String, _ call: OpaquePointer?) -> Int32 {
    CallTests.withArray(x, rows: rows, columns: 24, type: CROSSMODAL_FLOAT32) { first in
      CallTests.withArray(y, rows: rows, columns: 24, type: CROSSMODAL_FLOAT32) { second in
        withUnsafePointer(to: first) { first in
          withUnsafePointer(to: second) { second in work(name, call, (first, second)) }
        }
      }
    }
  }

  // What a function says of its progress, and where it is to stop.
  private final class Listener {
    let limit: Double
    var after = 0
    init(limit: Double) { self.limit = limit }
  }

  @Test(arguments: [
    "neighbors", "csls", "overlap", "distances", "compare", "retrieval", "nn",
  ])
  func aCallThatIsStoppedByItsListenerEnds(name: String) {
    for limit in [0.1, 0.5, 0.9] {
      let call = crossmodal_call_create()
      defer { crossmodal_call_free(call) }
      let listener = Listener(limit: limit)
      crossmodal_call_listen(
        call,
        { share, context in
          guard let context else { return 0 }
          let listener = Unmanaged<Listener>.fromOpaque(context).takeUnretainedValue()
          if listener.after > 0 || share > listener.limit { listener.after += 1 }
          return listener.after > 0 ? 1 : 0
        }, Unmanaged.passUnretained(listener).toOpaque())
      #expect(Self.run(name, call) == CROSSMODAL_INTERRUPTED)
      // Of parts that were not begun nothing is heard; of later ones, one or two.
      #expect(listener.after <= 3, "\(name): \(listener.after) reports once it was to stop")
    }
  }

  @Test(arguments: ["precision", "ridge", "reduced-rank", "nn-3"])
  func aCallThatIsStoppedByAnotherThreadEnds(name: String) {
    let call = crossmodal_call_create()
    defer { crossmodal_call_free(call) }
    nonisolated(unsafe) let same = call
    let thread = Thread {
      Thread.sleep(forTimeInterval: 0.02)
      crossmodal_call_stop(same)
    }
    thread.start()
    // One that has ended before is stopped when it runs again.
    var codes: [Int32] = []
    while codes.last != CROSSMODAL_INTERRUPTED, codes.count < 100 { codes.append(Self.run(name, call)) }
    #expect(codes.last == CROSSMODAL_INTERRUPTED && codes.dropLast().allSatisfy { $0 == CROSSMODAL_DONE })
  }
}
