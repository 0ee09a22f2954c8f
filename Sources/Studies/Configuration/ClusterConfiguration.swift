import Messages
import Settings

/// How a study is given to a Slurm cluster. Takes no part in results or in the identity of a study.
package struct ClusterConfiguration: Hashable, Sendable {
  /// Partition; nil leaves it to the cluster.
  package var partition: String?
  /// Account; nil leaves it to the cluster.
  package var account: String?
  /// Time limit of a task as Slurm writes it: minutes, hours:minutes:seconds, days-hours.
  package var time: String?
  /// Memory of a task as Slurm writes it: 4000M, 8G.
  package var memory: String?
  /// Processor cores of a task, each with a worker.
  package var cpus = 1
  /// Tasks of the array.
  package var tasks = 10
  /// Most tasks that run at the same time; nil for no limit.
  package var tasksAtOnce: Int?
  /// Seconds before the end of the time limit at which workers are asked to end.
  package var warning = 120
  /// Shell lines before a worker starts, such as `module load openblas`.
  package var setup: [String] = []
  /// Further options of sbatch, such as `--constraint=avx512`.
  package var options: [String] = []

  /// One worker a task, ten tasks, everything else as the cluster has it.
  package init() {}
}

extension ClusterConfiguration {
  /// The declarations of `cluster`.
  static let format = SettingFormat.section(keys, from: ClusterConfiguration(), isBlock: false) {
    cluster, mapping throws(ConfigurationError) in
    if let node = mapping["options"], let wrong = cluster.options.first(where: { !$0.hasPrefix("-") }) {
      throw ConfigurationError(
        node.place,
        "cluster.options: found \(wrong.quotedForMessage); allowed: options of sbatch, such as --qos=long")
    }
  }

  private static let keys: [SettingKey<ClusterConfiguration>] = [
    SettingKey(
      "partition", \.partition,
      .text("names of partitions") { $0.wholeMatch(of: /[A-Za-z0-9_.,-]+/) != nil }, effect: .nothing,
      default: "the cluster's", "Partition"),
    SettingKey(
      "account", \.account,
      .text("the name of an account") { $0.wholeMatch(of: /[A-Za-z0-9_.-]+/) != nil }, effect: .nothing,
      default: "the cluster's", "Account"),
    SettingKey(
      "time", \.time,
      .text("a time such as 90, 4:00:00 or 1-12") {
        $0.wholeMatch(of: /[0-9]+(-[0-9]+)?(:[0-9]+){0,2}/) != nil
      }, effect: .nothing, default: "the cluster's",
      "Time limit of a task: minutes, hours:minutes:seconds or days-hours"),
    SettingKey(
      "memory", \.memory,
      .text("memory such as 4000M or 8G") { $0.wholeMatch(of: /[0-9]+[KMGT]?/) != nil }, effect: .nothing,
      default: "the cluster's", "Memory of a task"),
    SettingKey(
      "cpus", \.cpus, .integer(in: 1...1024), effect: .nothing, "Cores of a task, each with a worker"),
    SettingKey("tasks", \.tasks, .integer(in: 1...1_000_000), effect: .nothing, "Tasks of the array"),
    SettingKey(
      "tasks-at-once", \.tasksAtOnce, .integer(in: 1...1_000_000), effect: .nothing, default: "no limit",
      "Most tasks that run at the same time"),
    SettingKey(
      "warning", \.warning, .integer(in: 10...65_535), effect: .nothing,
      "Seconds before the time limit at which workers are asked to end"),
    SettingKey(
      "setup", get: { $0.setup.isEmpty ? nil : $0.setup }, set: { $0.setup = $1 }, .axis(of: .shellLine),
      effect: .nothing, "Shell lines before a worker starts, such as 'module load openblas'"),
    SettingKey(
      "options", get: { $0.options.isEmpty ? nil : $0.options }, set: { $0.options = $1 },
      .axis(of: .shellLine), effect: .nothing, "Further options of sbatch, such as '--constraint=avx512'"),
  ]
}

extension SettingFormat<String> {
  fileprivate static var shellLine: SettingFormat {
    .text("lines of text") { !$0.unicodeScalars.contains(where: \.isControl) }
  }
}
