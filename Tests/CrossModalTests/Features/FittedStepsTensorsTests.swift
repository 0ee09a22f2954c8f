import TestSupport
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct FittedStepsTensorsTests {
  private static let steps: [FittedStep] = [
    .scaling(shift: [1, 2], factor: [0.1, 0]), .unitLength,
    .projection(shift: [0.5, 1.0 / 3], matrix: Matrix([[1, 2, 3], [4, 5, 0.1]])),
  ]

  @Test func tensorsAndMetadataByHand() {
    let tensors = Self.steps.tensors(prefix: "input.")
    #expect(
      tensors.keys.sorted() == [
        "input.step.0.factor", "input.step.0.shift", "input.step.2.matrix", "input.step.2.shift",
      ])
    #expect(tensors["input.step.0.factor"] == .init(shape: [2], doubles: [0.1, 0]))
    #expect(tensors["input.step.2.matrix"] == .init(shape: [2, 3], doubles: [1, 2, 3, 4, 5, 0.1]))
    #expect(Self.steps.metadata(prefix: "input.") == ["input.steps": "scaling, unit-length, projection"])
    #expect([FittedStep]().tensors().isEmpty && [FittedStep]().metadata().isEmpty)
  }

  @Test func aFileKeepsEveryBit() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/step.safetensors"
      try StepFile.write(Self.steps, to: path)
      #expect(try StepFile.read(path) == Self.steps)
      try StepFile.write([.unitLength], to: path)
      #expect(try StepFile.read(path) == [.unitLength])
    }
    // Beside other tensors, and two sets of steps in one file.
    let others: [FittedStep] = [.scaling(shift: [7], factor: [8])]
    let tensors = Self.steps.tensors(prefix: "input.")
      .merging(others.tensors(prefix: "target.")) { $1 }
      .merging(["W0": .init(shape: [1], numbers: [1])]) { $1 }
    let metadata = Self.steps.metadata(prefix: "input.").merging(others.metadata(prefix: "target.")) { $1 }
    func read(_ prefix: String) throws -> [FittedStep] {
      try [FittedStep](tensors: tensors, metadata: metadata, prefix: prefix, path: "m")
    }
    #expect(try read("input.") == Self.steps)
    #expect(try read("target.") == others)
    #expect(try read("").isEmpty)
  }

  @Test(arguments: [
    (
      "scaling, unit-length", "step.2.", "",
      "has the tensor 'step.2.matrix', but its metadata names the steps"
    ),
    (
      "scaling, unit-length, scaling", "", "", "has no tensor step.2.factor, but its metadata names the steps"
    ),
    ("scaling, unit-length, projection", "step.0.shift", "", "has no tensor step.0.shift, but its metadata"),
    ("scaling, rotation", "", "", "names the step 'rotation'; allowed: scaling, projection, unit-length"),
    (
      "scaling, unit-length, projection", "", "step.0.shift",
      "step.0.shift has the shape [3], step.0.factor has [2]"
    ),
    (
      "scaling, unit-length, projection", "", "step.2.matrix",
      "step.2.matrix has the shape [3]; expected: two"
    ),
    ("scaling, unit-length, projection", "", "step.2.", "but the step before gives 2 numbers"),
    ("scaling, unit-length, projection", "", "nan", "step.0.factor has numbers that are not finite"),
    ("", "", "", "but its metadata names the steps"),
  ])
  func refusesWhatDoesNotFit(_ names: String, _ missing: String, _ changed: String, _ message: String) {
    var tensors = Self.steps.tensors()
    switch (missing, changed) {
    case ("step.2.", _): tensors["step.2.shift"] = nil
    case (_, "step.2."):
      tensors["step.2.shift"] = .init(shape: [3], doubles: [1, 2, 3])
      tensors["step.2.matrix"] = .init(shape: [3, 1], doubles: [1, 2, 3])
    case (_, "nan"): tensors["step.0.factor"] = .init(shape: [2], doubles: [1, .nan])
    case (_, ""): tensors[missing] = nil
    default: tensors[changed] = .init(shape: [3], doubles: [1, 2, 3])
    }
    let error = failure {
      _ = try [FittedStep](tensors: tensors, metadata: ["steps": names], path: "m.safetensors")
    }
    #expect(error?.kind == .content)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "none")")
  }

  @Test func aFileOfStepsHoldsNothingElse() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/model.safetensors"
      try SafetensorsFile.write(["W0": .init(shape: [1], numbers: [1])], to: path)
      #expect(
        failure { _ = try StepFile.read(path) }?.message.hasPrefix("its metadata names no steps")
          == true)
      try SafetensorsFile.write(
        [FittedStep.unitLength].tensors().merging(["W0": .init(shape: [1], numbers: [1])]) { $1 },
        metadata: ["steps": "unit-length"], to: path)
      #expect(
        failure { _ = try StepFile.read(path) }?.message == "has the tensor 'W0', which no step has")
    }
  }
}

private func failure(_ body: () throws -> Void) -> DataFileError? {
  do { try body() } catch { return error as? DataFileError }
  return nil
}
