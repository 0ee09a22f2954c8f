import Dense
import VectorFiles

/// Fitted steps as tensors of a file, in Double: of step i `step.i.shift` and `step.i.factor` (a scaling, both of shape
/// (d)), or `step.i.shift` and `step.i.matrix` (a projection, (d) and (d, d′)); a step to unit length has none. The kinds
/// of all steps are in their order in one text of the metadata, `steps`, as "scaling, unit-length, projection".
///
/// In a file that holds more, all names begin with a prefix: `input.step.0.shift`, `input.steps`.
extension Array where Element == FittedStep {
  /// The name of the metadata that names the steps' kinds: `input.steps` for the prefix `input.`.
  package static func metadataName(prefix: String = "") -> String { prefix + "steps" }

  /// What the names of all tensors of steps begin with: `input.step.` for the prefix `input.`.
  package static func tensorNames(prefix: String = "") -> String { prefix + "step." }

  /// The tensors of the steps by name. Cost: a copy of the numbers.
  package func tensors(prefix: String = "") -> [String: SafetensorsFile.Tensor] {
    var tensors: [String: SafetensorsFile.Tensor] = [:]
    for (index, step) in enumerated() {
      let name = "\(Self.tensorNames(prefix: prefix))\(index)."
      switch step {
      case .scaling(let shift, let factor):
        tensors[name + "shift"] = .init(shape: [shift.count], doubles: shift)
        tensors[name + "factor"] = .init(shape: [factor.count], doubles: factor)
      case .projection(let shift, let matrix):
        tensors[name + "shift"] = .init(shape: [shift.count], doubles: shift)
        tensors[name + "matrix"] = .init(matrix)
      case .unitLength: break
      }
    }
    return tensors
  }

  /// The metadata that belongs to the tensors: the kinds of the steps in their order; empty where there are no steps.
  package func metadata(prefix: String = "") -> [String: String] {
    isEmpty ? [:] : [Self.metadataName(prefix: prefix): map(\.kind.rawValue).joined(separator: ", ")]
  }

  /// The steps of a file that ``tensors(prefix:)`` and ``metadata(prefix:)`` were written to; none where the metadata names
  /// none. Tensors of other names are not looked at.
  /// - Parameter path: the file, for messages.
  /// - Throws: ``DataFileError`` for a kind that there is not, a tensor that is missing or that no step has, shapes that do
  ///   not fit each other or the step before, numbers that are not finite.
  package init(
    tensors: [String: SafetensorsFile.Tensor], metadata: [String: String], prefix: String = "", path: String
  ) throws {
    let reading = StepReading(tensors: tensors, prefix: prefix, path: path)
    self = try reading.steps(metadata[Self.metadataName(prefix: prefix)])
  }
}

extension FittedStep {
  /// What a step is called in a file.
  fileprivate enum Kind: String, CaseIterable {
    case scaling, projection
    case unitLength = "unit-length"

    /// The tensors that a step of the kind has.
    var tensors: [String] {
      switch self {
      case .scaling: ["shift", "factor"]
      case .projection: ["shift", "matrix"]
      case .unitLength: []
      }
    }
  }

  fileprivate var kind: Kind {
    switch self {
    case .scaling: .scaling
    case .projection: .projection
    case .unitLength: .unitLength
    }
  }
}

/// Reads the steps of one prefix.
private struct StepReading {
  let tensors: [String: SafetensorsFile.Tensor]
  let prefix: String
  let path: String

  func steps(_ text: String?) throws -> [FittedStep] {
    let kinds = try (text ?? "").split(separator: ",").map { try kind($0.filter { $0 != " " }) }
    let begin = [FittedStep].tensorNames(prefix: prefix)
    let expected = Set(
      kinds.enumerated().flatMap { place, kind in kind.tensors.map { "\(begin)\(place).\($0)" } })
    let found = Set(tensors.keys.filter { $0.hasPrefix(begin) })
    if let name = expected.subtracting(found).min() {
      throw failure("has no tensor \(name), but its metadata names the steps \(quoted(text))")
    }
    if let name = found.subtracting(expected).min() {
      throw failure(
        "has the tensor \(DataFileError.quoted(name)), but its metadata names the steps \(quoted(text))")
    }
    var steps: [FittedStep] = []
    var columns: Int?
    for (place, kind) in kinds.enumerated() {
      let step = try step(kind, "\(begin)\(place).", columns: columns)
      columns = step.inputs.map(step.outputs(inputs:)) ?? columns
      steps.append(step)
    }
    return steps
  }

  private func kind(_ name: String) throws -> FittedStep.Kind {
    guard let kind = FittedStep.Kind(rawValue: name) else {
      throw failure(
        "its metadata names the step \(DataFileError.quoted(name)); allowed: "
          + FittedStep.Kind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return kind
  }

  private func step(_ kind: FittedStep.Kind, _ name: String, columns: Int?) throws -> FittedStep {
    if kind == .unitLength { return .unitLength }
    let shift = try numbers(name + "shift", axes: 1)
    let (count, second) = (
      shift.shape[0], try numbers(name + kind.tensors[1], axes: kind == .scaling ? 1 : 2)
    )
    guard second.shape[0] == count else {
      throw failure(
        "\(name)shift has the shape \(shift.shape), \(name)\(kind.tensors[1]) has \(second.shape)")
    }
    if let columns, columns != count {
      throw failure("\(name)shift has the shape \(shift.shape), but the step before gives \(columns) numbers")
    }
    if kind == .scaling { return .scaling(shift: shift.doubles, factor: second.doubles) }
    return .projection(
      shift: shift.doubles, matrix: Matrix(rows: count, columns: second.shape[1], elements: second.doubles))
  }

  private func numbers(_ name: String, axes: Int) throws -> SafetensorsFile.Tensor {
    guard let tensor = tensors[name], tensor.shape.count == axes, tensor.shape.allSatisfy({ $0 > 0 }) else {
      throw failure(
        "\(name) has the shape \(tensors[name]?.shape ?? []); expected: \(axes == 1 ? "one axis" : "two axes")"
      )
    }
    guard tensor.doubles.allSatisfy(\.isFinite) else {
      throw failure("\(name) has numbers that are not finite")
    }
    return tensor
  }

  private func quoted(_ text: String?) -> String { text.map(DataFileError.quoted) ?? "of none" }

  private func failure(_ message: String) -> DataFileError { .content(path, message) }
}
