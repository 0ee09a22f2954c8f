import CCrossModal
import CrossModal
import Dense
import VectorFiles

/// A map with what was found when it was fitted.
struct FoundMap: Sendable {
  let map: FittedMap
  let model: String?
  var training: [Double] = []
  var heldOut: [Double] = []
  var epochs: Int?
  var penalties: [Double] = []
  var notes: [String] = []

  init(_ map: FittedMap, model: String?) { (self.map, self.model) = (map, model) }
}

/// What a pointer of C to a map leads to: `crossmodal_map`.
final class MapHandle: Sendable {
  let stored: FoundMap

  init(_ stored: FoundMap) { self.stored = stored }

  /// A pointer that owns the map.
  static func pointer(_ stored: FoundMap) -> OpaquePointer {
    OpaquePointer(Unmanaged.passRetained(MapHandle(stored)).toOpaque())
  }

  /// The map behind a pointer of C.
  static func at(_ pointer: OpaquePointer?) throws -> FoundMap {
    Unmanaged<MapHandle>.fromOpaque(UnsafeRawPointer(try given(pointer, "map"))).takeUnretainedValue().stored
  }
}

private struct MapText: Encodable {
  var inputs: Int
  var outputs: Int
  var targetInputs: Int
  var activation: String
  var layers: [[Int]]
  var hasInputSteps: Bool
  var hasTargetSteps: Bool
  var model: String?
  var training: [Double]?
  var heldOut: [Double]?
  var epochs: Int?
  var penalty: Double?
  var penalties: [Double]?
  var notes: [String]?

  init(_ stored: FoundMap) {
    let map = stored.map
    (inputs, outputs, targetInputs) = (map.inputs, map.outputs, map.targetInputs)
    activation = map.network.shape.activation.rawValue
    layers = map.network.shape.layers.map { [$0.inputs, $0.outputs] }
    (hasInputSteps, hasTargetSteps) = (!map.inputSteps.isEmpty, !map.targetSteps.isEmpty)
    (model, epochs) = (stored.model, stored.epochs)
    training = stored.training.isEmpty ? nil : stored.training
    heldOut = stored.heldOut.isEmpty ? nil : stored.heldOut
    penalty = stored.penalties.count == 1 ? stored.penalties[0] : nil
    penalties = stored.penalties.count > 1 ? stored.penalties : nil
    notes = stored.notes.isEmpty ? nil : stored.notes
  }
}

/// See `crossmodal.h`: `crossmodal train`.
@c @implementation public func crossmodal_map_fit(
  _ call: OpaquePointer?, _ x: UnsafePointer<crossmodal_array>?, _ y: UnsafePointer<crossmodal_array>?,
  _ options: UnsafePointer<crossmodal_fit_options>?, _ map: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  perform(call) { call in
    let output = try given(map, "map")
    let (x, y) = (try InputRows(x, "x"), try InputRows(y, "y"))
    try x.checkRows(y)
    let request = try FitRequest(options, items: x.rows)
    let stored = try MapFitting(request, x, y, call).run()
    try call.check()
    output.pointee = MapHandle.pointer(stored)
  }
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_map_describe(
  _ call: OpaquePointer?, _ map: OpaquePointer?, _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  perform(call) { _ in
    let output = try given(json, "json")
    output.pointee = try CText.json(MapText(MapHandle.at(map)))
  }
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_map_layer(
  _ call: OpaquePointer?, _ map: OpaquePointer?, _ layer: Int64, _ weights: UnsafeMutablePointer<Float>?,
  _ bias: UnsafeMutablePointer<Float>?
) -> Int32 {
  perform(call) { _ in
    let layers = try MapHandle.at(map).map.network.layers
    try require(
      layer >= 0 && layer < layers.count, "layer \(layer): must be from 0 to \(layers.count - 1)")
    let numbers = layers[Int(layer)]
    copy(numbers.weights.view, to: try given(weights, "weights"))
    try given(bias, "bias").update(from: numbers.bias, count: numbers.bias.count)
  }
}

/// See `crossmodal.h`: `crossmodal map`.
@c @implementation public func crossmodal_map_apply(
  _ call: OpaquePointer?, _ map: OpaquePointer?, _ x: UnsafePointer<crossmodal_array>?, _ threads: Int64,
  _ mapped: UnsafeMutablePointer<Float>?
) -> Int32 {
  perform(call) { call in
    try apply(
      RowMapping(MapHandle.at(map).map), to: InputRows(x, "x"), threads, given(mapped, "mapped"), call)
  }
}

/// See `crossmodal.h`: `crossmodal map --target`.
@c @implementation public func crossmodal_map_target(
  _ call: OpaquePointer?, _ map: OpaquePointer?, _ y: UnsafePointer<crossmodal_array>?, _ threads: Int64,
  _ target: UnsafeMutablePointer<Float>?
) -> Int32 {
  perform(call) { call in
    let mapping = RowMapping(targetOf: try MapHandle.at(map).map)
    try apply(mapping, to: InputRows(y, "y"), threads, given(target, "target"), call)
  }
}

private func apply(
  _ mapping: RowMapping, to rows: InputRows, _ threads: Int64, _ output: UnsafeMutablePointer<Float>,
  _ call: Call
) throws {
  if let inputs = mapping.inputs {
    try require(
      rows.columns == inputs, "\(rows.name) has \(rows.columns) columns; the map takes rows of \(inputs)")
  }
  let features = rows.table.features
  try mapping.forEachBlock(ofRows: features.rows, threads: CNumbers.threads(threads)) { range in
    try call.check()
    return features.rows(range)
  } write: { first, block in
    if let place = block.view.firstNotFinite {
      throw DoorError.value(
        "f(\(rows.name))[\(first + place.row), \(place.column)] is \(block[place.row, place.column]), which is not finite; the "
          + "numbers of \(rows.name) or of the map are too large")
    }
    copy(block.view, to: output + first * block.columns)
    call.hear(Double(first + block.rows) / Double(features.rows))
  }
}

private func copy(_ view: MatrixView<Float>, to output: UnsafeMutablePointer<Float>) {
  for row in 0..<view.rows {
    if let base = view.row(row).baseAddress {
      (output + row * view.columns).update(from: base, count: view.columns)
    }
  }
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_map_save(
  _ call: OpaquePointer?, _ map: OpaquePointer?, _ path: UnsafePointer<CChar>?
) -> Int32 {
  perform(call) { _ in
    let (stored, path) = (try MapHandle.at(map), try CText.path(path))
    try require(
      ModelFormat(path: path) != nil, "\(path): maps are written as .safetensors or .onnx")
    try ModelFile.write(stored.map, metadata: stored.model.map { ["model": $0] } ?? [:], to: path)
  }
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_map_load(
  _ call: OpaquePointer?, _ path: UnsafePointer<CChar>?, _ map: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  perform(call) { _ in
    let output = try given(map, "map")
    let (fitted, metadata) = try ModelFile.readMap(CText.path(path))
    output.pointee = MapHandle.pointer(FoundMap(fitted, model: metadata["model"]))
  }
}

/// See `crossmodal.h`.
@c @implementation public func crossmodal_map_free(_ map: OpaquePointer?) {
  if let map { Unmanaged<MapHandle>.fromOpaque(UnsafeRawPointer(map)).release() }
}
