import Foundation

extension MapImport {
  /// Refuses names and pictures for the page that cannot be what they are given as, before anything is trained.
  /// - Parameter passesOverMissing: whether files that are not there are passed over, as of a study that has moved.
  func checkShown(_ inputs: MapInputs, passesOverMissing: Bool = false) throws {
    let dataset = configuration.dataset
    func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
    if let names = dataset.names, !passesOverMissing || isThere(names.path) {
      _ = try dataset.shownNames(of: inputs.items)
    }
    guard let pictures = dataset.pictures, !passesOverMissing || isThere(pictures.path) else { return }
    let found: [String]
    do { found = try FileManager.default.contentsOfDirectory(atPath: pictures.path) } catch {
      throw StudyError.file(
        path: pictures.path, reason: systemReason(error, otherwise: "cannot be read as a folder of pictures"))
    }
    guard !found.isEmpty else {
      throw StudyError.data(
        message: "\(pictures.path): an empty folder; dataset.pictures needs pictures of the items")
    }
  }
}
