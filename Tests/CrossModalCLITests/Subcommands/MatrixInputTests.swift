import Foundation
import Testing

/// MAT and HDF5 files where features are read, and what becomes of a command when the program that reads them fails.
@Suite struct MatrixInputTests {
  private static let matrices = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("ForeignFilesTests/Golden").path

  @Test func everyCommandReadsThem() async throws {
    let files = try VectorFiles()
    let (mat, h5) = (Self.matrices + "/v5-compressed.mat:m", Self.matrices + "/plain.h5:m")
    let overlap = try await Program.run(["overlap", mat, h5, "--k", "2", "--json"])
    #expect(
      overlap.code == 0 && overlap.output.contains("\"cosine\" : 1"), "\(overlap.errors)\(overlap.output)")
    let distances = try await Program.run(["distances", mat, "-o", files.path("d.npy")])
    #expect(distances.code == 0, "\(distances.errors)")
    let absent = try await Program.run(["overlap", Self.matrices + "/v5.mat:sinlge", h5])
    #expect(
      absent.code == 65 && absent.errorLines.count == 1 && absent.errors.contains("did you mean 'single'?"))
  }

  @Test func studiesReadThem() async throws {
    let files = try VectorFiles()
    let matrices = try VectorFiles()
    try FileManager.default.copyItem(atPath: Self.matrices + "/v73.mat", toPath: matrices.path("v.mat"))
    try files.write(
      """
      version: 1
      name: m
      dataset: {name: m, image: {i: {file: "\(matrices.path("v.mat")):m"}}, text: {t: {file: "\(matrices.path("v.mat")):packed"}}}
      protocol: {kind: cross-validation, folds: 2}
      models: [lin]
      losses: [mse]
      grid: {learning-rate: [0.01]}
      training: {max-epochs: 1}
      measures: {k: 1}
      """, to: "m.yaml")
    let result = try await Program.run([
      "run", files.path("m.yaml"), "--study", files.path("s"), "--workers", "1",
    ])
    // Three rows are too few for two folds with a neighbor each: the data was read, and counted.
    #expect(result.code == 65 && result.errors.contains("a fold has only 1 items"), "\(result.errors)")
  }

  /// The built program in a folder of its own with another program in the place of its reader.
  private func copy(_ files: VectorFiles, reader: String?) throws -> String {
    let path = files.path("crossmodal")
    try FileManager.default.copyItem(atPath: Program.path, toPath: path)
    if let reader {
      try files.write("#!/bin/sh\n\(reader)\n", to: "crossmodal-matrix")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: files.path("crossmodal-matrix"))
    }
    return path
  }

  @Test(
    arguments: [
      ("kill -SEGV $$", 65, "crashed on it (signal 11)"), ("kill -ABRT $$", 65, "crashed on it (signal 6)"),
      ("kill -KILL $$", 65, "took longer than its limit"),
      ("kill -ALRM $$", 65, "took longer than its limit"),
      ("exit 3", 65, "ended with exit code 3"), ("head -c 100 /dev/zero", 65, "does not start with"),
      ("exit 0", 65, "is empty"),
      ("echo \"$2: is odd\" >&2; exit 65", 65, "m.mat:x: is odd"), ("exit 127", 69, "cannot be started"),
      (nil, 69, "libmatio-dev"),
    ] as [(String?, Int32, String)]) func aFailingReaderIsOneSentence(
      reader: String?, code: Int32, says: String
    ) async throws
  {
    let files = try VectorFiles()
    let program = try copy(files, reader: reader)
    try files.write("anything", to: "m.mat")
    let result = try await Program.run(
      executable: program, ["features", "pca", files.path("m.mat:x"), "-o", files.path("p.npy")])
    #expect(
      result.code == code && result.errorLines.count == 1 && result.errors.contains(says), "\(result.errors)")
    #expect(!files.exists("p.npy"))
  }
}
