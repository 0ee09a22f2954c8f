import Foundation
import Testing

@testable import ForeignFiles
@testable import VectorFiles

/// Damaged MAT and HDF5 files: whatever becomes of the program that reads them, this one gets numbers or one line.
@Suite(.serialized) struct MatrixFuzzTests {
  @Test func damagedFilesCostNothing() throws {
    let target = FuzzTarget.matrices
    let run = try FuzzRun.run(target, count: FuzzRun.measuresMemory ? FuzzRun.count / 100 : 200)
    if FuzzRun.only == nil { #expect(run.refused > 0 && run.accepted > 0) }
    if FuzzRun.measuresMemory { print("fuzz: \(target.name): \(run.accepted) read, \(run.refused) refused") }
  }
}

extension FuzzTarget {
  /// The variable `m` of MAT and HDF5 files, in the program of its own.
  static let matrices = FuzzTarget(
    name: "matrices", ending: ".mat", seeds: { try Seeds.matrices.map { try Seeds.bytes($0) } },
    read: { path in _ = try FeatureFile.read(path + ":m") })
}
