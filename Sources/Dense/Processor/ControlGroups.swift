/// The control groups of a process, as `/proc/self/cgroup` tells them.
enum ControlGroups {
  /// The folders below `/sys/fs/cgroup` where a controller (`cpu`, `memory`) limits the process, of its own groups and of those
  /// above them, with the version of the files in there.
  static func folders(_ text: String, controller: String) -> [(folder: String, version: Int)] {
    text.split(separator: "\n").flatMap { line -> [(String, Int)] in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return [] }
      if parts[1].isEmpty { return ancestors(parts[2]).map { ("/sys/fs/cgroup" + $0, 2) } }
      guard parts[1].split(separator: ",").contains(Substring(controller)) else { return [] }
      // Version 1 is mounted under all names of its controllers together, or under one.
      return [controller, String(parts[1])].flatMap { name in
        ancestors(parts[2]).map { ("/sys/fs/cgroup/\(name)" + $0, 1) }
      }
    }
  }

  // "/a/b", "/a" and "" of "/a/b".
  private static func ancestors(_ path: Substring) -> [String] {
    let names = path.split(separator: "/")
    return (0...names.count).reversed().map { names.prefix($0).map { "/" + $0 }.joined() }
  }
}
