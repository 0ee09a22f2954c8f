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
  /// Reads `cluster`.
  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    self.init()
    let mapping = try ConfigurationMapping(
      node, name: "cluster",
      allowed: [
        "partition", "account", "time", "memory", "cpus", "tasks", "tasks-at-once", "warning", "setup",
        "options",
      ])
    func word(_ key: String, allowed: String, _ pattern: some RegexComponent) throws(ConfigurationError)
      -> String?
    {
      guard let node = mapping[key] else { return nil }
      let text = try node.text("cluster.\(key)", allowed: allowed)
      guard text.wholeMatch(of: pattern) != nil else { throw node.wrong("cluster.\(key)", allowed: allowed) }
      return text
    }
    func lines(_ key: String) throws(ConfigurationError) -> [String] {
      guard let node = mapping[key] else { return [] }
      return try node.axis("cluster.\(key)", scalarAllowed: true) { one throws(ConfigurationError) in
        let line = try one.text("cluster.\(key)", allowed: "lines of text")
        guard !line.unicodeScalars.contains(where: \.isControl) else {
          throw one.wrong("cluster.\(key)", allowed: "lines of text")
        }
        return line
      }
    }
    func number(_ key: String, _ fallback: Int, _ range: ClosedRange<Int>) throws(ConfigurationError) -> Int {
      try mapping.value(key, default: fallback) { node, name throws(ConfigurationError) in
        try node.integer(name, in: range)
      }
    }
    partition = try word("partition", allowed: "names of partitions", /[A-Za-z0-9_.,-]+/)
    account = try word("account", allowed: "the name of an account", /[A-Za-z0-9_.-]+/)
    time = try word("time", allowed: "a time such as 90, 4:00:00 or 1-12", /[0-9]+(-[0-9]+)?(:[0-9]+){0,2}/)
    memory = try word("memory", allowed: "memory such as 4000M or 8G", /[0-9]+[KMGT]?/)
    cpus = try number("cpus", cpus, 1...1024)
    tasks = try number("tasks", tasks, 1...1_000_000)
    if mapping.has("tasks-at-once") { tasksAtOnce = try number("tasks-at-once", 1, 1...1_000_000) }
    warning = try number("warning", warning, 10...65_535)
    setup = try lines("setup")
    options = try lines("options")
    if let node = mapping["options"], let wrong = options.first(where: { !$0.hasPrefix("-") }) {
      throw ConfigurationError(
        node.place,
        "cluster.options: found \(wrong.quotedForMessage); allowed: options of sbatch, such as --qos=long")
    }
  }

  /// As YAML that reads back as the same value.
  var yaml: String {
    var parts: [String] = []
    if let partition { parts.append("partition: \(YAMLText.quoted(partition))") }
    if let account { parts.append("account: \(YAMLText.quoted(account))") }
    if let time { parts.append("time: \(YAMLText.quoted(time))") }
    if let memory { parts.append("memory: \(YAMLText.quoted(memory))") }
    parts += ["cpus: \(cpus)", "tasks: \(tasks)"]
    if let tasksAtOnce { parts.append("tasks-at-once: \(tasksAtOnce)") }
    parts.append("warning: \(warning)")
    if !setup.isEmpty { parts.append("setup: \(YAMLText.list(setup.map(YAMLText.quoted)))") }
    if !options.isEmpty { parts.append("options: \(YAMLText.list(options.map(YAMLText.quoted)))") }
    return "{\(parts.joined(separator: ", "))}"
  }
}
