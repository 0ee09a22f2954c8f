import Testing

@testable import Studies

@Suite struct SlurmTimeLimitTests {
  @Test(
    "seconds of all ways in which Slurm writes a time",
    arguments: [
      ("0", 0), ("1", 60), ("90", 5400), ("1:30", 90), ("4:00:00", 14_400), ("1-12", 129_600),
      ("1-12:30", 131_400),
      ("1-12:30:05", 131_405), ("2-0", 172_800), ("007", 420),
    ])
  func seconds(text: String, expected: Int) { #expect(SlurmTimeLimit(text).seconds == expected) }

  @Test(
    "a time that cannot be counted has no seconds",
    arguments: [
      "99999999999999999999", "153722867280912931", "99999999999999999-1",
    ])
  func tooLarge(text: String) { #expect(SlurmTimeLimit(text).seconds == nil) }

  @Test(
    "a warning that may come with a task's start is told",
    arguments: [
      ("1", 10, true), ("1", 50, true), ("2", 60, true), ("2", 59, false), ("3", 120, true),
      ("3:01", 120, false),
      ("4:00:00", 120, false), ("1-0", 65_535, false), ("0", 120, false),
      ("99999999999999999999", 120, false),
    ])
  func remark(time: String, warning: Int, isTold: Bool) {
    var cluster = ClusterConfiguration()
    cluster.time = time
    cluster.warning = warning
    let remark = SlurmTimeLimit.remark(on: cluster)
    #expect((remark != nil) == isTold)
    if let remark { #expect(remark.contains("cluster.warning \(warning) in a cluster.time of \(time)")) }
  }

  @Test func noTimeIsNotJudged() { #expect(SlurmTimeLimit.remark(on: ClusterConfiguration()) == nil) }
}
