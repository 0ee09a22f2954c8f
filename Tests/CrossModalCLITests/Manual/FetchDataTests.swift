import Foundation
import Testing

/// `scripts/fetch_data.sh` where there is no network.
@Suite struct FetchDataTests {
  private static let script =
    URL(filePath: #filePath).appending(path: "../../../../scripts/fetch_data.sh").standardizedFileURL.path

  @Test func anUnknownWord() async throws {
    let result = try await Program.run(executable: "/bin/bash", [Self.script, "imagenet"])
    #expect(result.code == 64)
    #expect(result.errors.contains("unknown word 'imagenet'; allowed: iaprtc12, wiki, words, ratings"))
  }

  @Test func withoutANetworkItSaysWhatToDo() async throws {
    // A copy, so that nothing is written into this package.
    let folder = try GuidedFolder()
    let scripts = folder.directory + "/scripts"
    try FileManager.default.createDirectory(atPath: scripts, withIntermediateDirectories: true)
    for name in ["fetch_data.sh", "lib.sh"] {
      let source = (Self.script as NSString).deletingLastPathComponent + "/" + name
      try FileManager.default.copyItem(atPath: source, toPath: scripts + "/" + name)
    }
    let curl = folder.directory + "/curl"
    try "#!/bin/sh\nexit 6\n".write(toFile: curl, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: curl)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let result = try await Program.run(
      executable: "/bin/bash", [scripts + "/fetch_data.sh", "iaprtc12", "words"],
      environment: ["PATH": "\(folder.directory):\(path)"])
    #expect(result.code == 74, "\(result.errors)")
    for word in ["TS_vis_vgg128.csv", "TS_lang_biGRU.csv", "gcollell/neural_cross_modal_maps", "by hand"] {
      #expect(result.errors.contains(word), "\(result.errors)")
    }
    #expect(!folder.exists("data/iaprtc12/TS_vis_vgg128.csv.part"))
  }
}
