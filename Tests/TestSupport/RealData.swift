import Foundation

/// The authors' IAPR TC-12 features and the Wikipedia features, which are too large and not ours to commit.
package enum RealData {
  /// The folder in CROSSMODAL_DATA, or shared/data next to the package.
  package static let directory: String = {
    if let path = ProcessInfo.processInfo.environment["CROSSMODAL_DATA"] { return path }
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return package.deletingLastPathComponent().appendingPathComponent("shared/data").path
  }()

  package static func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: directory + "/" + name)
  }
}
