import Testing

/// Damaged files end in an error of one line or in numbers: no crash, no hang, no memory beyond twice the file and 64 MB.
///
/// A million inputs: scripts/fuzz.sh.
@Suite(.serialized) struct ReaderFuzzTests {
  @Test(arguments: FuzzTarget.all) func damagedFilesAreRefusedOrRead(target: FuzzTarget) throws {
    let run = try FuzzRun.run(target, count: FuzzRun.count / FuzzTarget.all.count)
    if FuzzRun.only == nil {
      // Both happen, or the inputs would say nothing.
      #expect(run.refused > 0 || ["journal", "words"].contains(target.name))
      #expect(run.accepted > 0)
    }
    if FuzzRun.measuresMemory { print("fuzz: \(target.name): \(run.accepted) read, \(run.refused) refused") }
  }
}
