import Dense
import VectorFiles

/// Fitted steps as a file of their own, which `map` applies: safetensors with the tensors `step.0.shift`, … and the kinds
/// of the steps under `steps` in the metadata.
package enum StepFile {
  /// Writes steps, atomically. There must be one at least (precondition).
  /// - Throws: ``DataFileError`` for a file that cannot be written.
  package static func write(_ steps: [FittedStep], to path: String) throws {
    precondition(!steps.isEmpty, "a file of no steps")
    let metadata = ["format": "crossmodal"].merging(steps.metadata()) { $1 }
    try SafetensorsFile.write(steps.tensors(), metadata: metadata, to: path)
  }

  /// Reads the steps of a file that ``write(_:to:)`` wrote.
  /// - Throws: ``DataFileError`` for a file without steps, for other tensors or metadata, and shapes that do not fit.
  package static func read(_ path: String) throws -> [FittedStep] {
    let (tensors, metadata) = try SafetensorsFile.read(path)
    let steps = try [FittedStep](tensors: tensors, metadata: metadata, path: path)
    guard !steps.isEmpty else {
      throw DataFileError.content(
        path, "its metadata names no steps; expected: a file that features wrote with -m")
    }
    if let name = tensors.keys.filter({ !$0.hasPrefix([FittedStep].tensorNames()) }).min() {
      throw DataFileError.content(path, "has the tensor \(DataFileError.quoted(name)), which no step has")
    }
    return steps
  }
}
