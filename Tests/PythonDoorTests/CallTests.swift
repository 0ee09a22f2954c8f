import CCrossModal
import Foundation
import PythonDoor
import Testing

/// Calls of the C interface in general: codes, lines, stopping.
struct CallTests {
  /// Runs a function with a call and returns its code and line.
  static func ask(_ body: (OpaquePointer?) -> Int32) -> (code: Int32, line: String) {
    let call = crossmodal_call_create()
    defer { crossmodal_call_free(call) }
    let code = body(call)
    return (code, crossmodal_call_message(call).map { String(cString: $0) } ?? "")
  }

  /// Calls `body` with an array of C on some numbers.
  static func withArray<Number, Result>(
    _ numbers: [Number], rows: Int, columns: Int, type: Int32,
    _ body: (inout crossmodal_array) throws -> Result
  ) rethrows -> Result {
    try numbers.withUnsafeBytes { bytes in
      let size = MemoryLayout<Number>.size
      var array = crossmodal_array(
        data: bytes.baseAddress, rows: Int64(rows), columns: Int64(columns),
        row_stride: Int64(columns * size),
        column_stride: Int64(size), type: type, name: nil)
      return try body(&array)
    }
  }

  @Test func versionIsThatOfTheHeader() {
    #expect(crossmodal_abi_version() == CROSSMODAL_ABI_VERSION)
    let text = crossmodal_configuration()
    defer { crossmodal_text_free(text) }
    #expect(text.map { String(cString: $0) }?.contains("\"openblas\"") == true)
  }

  @Test func nothingIsDoneWithoutACall() {
    #expect(crossmodal_distances(nil, nil, nil, nil, nil) == CROSSMODAL_VALUE)
    crossmodal_call_free(nil)
    crossmodal_call_stop(nil)
    #expect(crossmodal_call_share(nil) == 0)
    #expect(crossmodal_call_message(nil) == nil)
  }

  @Test func missingArraysAreALine() {
    var out: [Float] = [0]
    let found = Self.ask { crossmodal_distances($0, nil, nil, "cosine", &out) }
    #expect(found.code == CROSSMODAL_VALUE)
    #expect(found.line == "x: NULL; a place in memory is needed")
  }

  @Test func wordsAreSuggested() {
    var out: [Float] = [0]
    let found = Self.ask { crossmodal_distances($0, nil, nil, "cosin", &out) }
    #expect(
      found.line
        == "metric 'cosin': no such word (did you mean 'cosine'?); allowed: cosine, euclidean, correlation"
    )
  }

  @Test func aStoppedCallStaysStopped() {
    let call = crossmodal_call_create()
    defer { crossmodal_call_free(call) }
    crossmodal_call_stop(call)
    var out = [Float](repeating: -1, count: 1)
    let code = Self.withArray([Float(1)], rows: 1, columns: 1, type: CROSSMODAL_FLOAT32) {
      crossmodal_distances(call, &$0, nil, "cosine", &out)
    }
    #expect(code == CROSSMODAL_INTERRUPTED && out == [-1])
    #expect(crossmodal_call_message(call).map { String(cString: $0) } == "stopped before the end")
  }

  @Test func progressIsHeardAndMayStop() {
    final class Heard { var shares: [Double] = [] }
    let heard = Heard()
    let numbers = (0..<3 * 600).map { Float($0 % 7) + 1 }
    var out = [Float](repeating: 0, count: 600 * 600)
    let found = Self.ask { call in
      crossmodal_call_listen(
        call,
        { share, context in
          guard let context else { return 0 }
          let heard = Unmanaged<Heard>.fromOpaque(context).takeUnretainedValue()
          heard.shares.append(share)
          return share > 0.4 ? 1 : 0
        }, Unmanaged.passUnretained(heard).toOpaque())
      return Self.withArray(numbers, rows: 600, columns: 3, type: CROSSMODAL_FLOAT32) {
        crossmodal_distances(call, &$0, nil, "cosine", &out)
      }
    }
    #expect(found.code == CROSSMODAL_INTERRUPTED)
    #expect(heard.shares == [0, 256.0 / 600])
  }
}
