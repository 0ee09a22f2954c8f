import Foundation
import VectorFiles

/// Studies near to a path at which there is none.
package enum NearbyStudies {
  private static let mostShown = 5
  // A folder may hold any number of entries; nobody waits for an error.
  private static let mostLooked = 2000

  /// Studies in the folder of this path, and below it to a depth of two; then those next to it. Where the path names nothing, the
  /// nearest folder above it that exists is taken.
  /// - Returns: paths that begin as the given one does, and whether there are more. Looks at no more than 2000 folders.
  package static func of(_ path: String) -> (studies: [String], isCut: Bool) {
    var (found, looked): ([String], Int) = ([], 0)
    func look(_ folder: String, depth: Int) {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
      for name in names.sorted() where !name.hasPrefix(".") && looked < mostLooked && found.count <= mostShown
      {
        let place = folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
        guard isFolder(place) else { continue }
        looked += 1
        if isStudy(place) {
          if !found.contains(place) { found.append(place) }
        } else if depth > 1 {
          look(place, depth: depth - 1)
        }
      }
    }
    if isFolder(path) { look(path, depth: 2) }
    var above = PathText.directory(of: path)
    // Inside of a study: the study itself.
    while !above.isEmpty, above != "/", !isFolder(above) { above = PathText.directory(of: above) }
    if isStudy(above.isEmpty ? "." : above) { found.append(above.isEmpty ? "." : above) }
    if found.isEmpty || !isFolder(path) { look(above, depth: 1) }
    return (Array(found.prefix(mostShown)), found.count > mostShown)
  }

  private static func isStudy(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: StudyDirectory(path).manifest)
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
