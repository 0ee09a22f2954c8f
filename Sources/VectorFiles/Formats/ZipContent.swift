/// What a zip archive holds.
enum ZipContent {
  /// `.npz`, for archives of numpy arrays and for damaged and empty ones, whose reader says what is wrong.
  /// - Throws: ``DataFileError`` that names what it is instead, with the line that converts it.
  static func recognize(_ bytes: BoundedBytes, path: String) throws -> FileFormat {
    guard let entries = try? ZipDirectory(bytes, path: path).entries, !entries.isEmpty else { return .npz }
    let names = Set(entries.map(\.name))
    let line = ConversionLine(path: path)
    if names.isSuperset(of: ["data.npy", "format.npy", "shape.npy"]) {
      throw ForeignFormat.error(
        path, "a sparse matrix of scipy",
        line.save("numpy, scipy.sparse", "scipy.sparse.load_npz('{}').toarray()"))
    }
    if names.contains(where: { $0.hasSuffix(".npy") }) { return .npz }
    if names.contains(where: { $0 == "data.pkl" || $0.hasSuffix("/data.pkl") }) {
      throw ForeignFormat.torch(path: path)
    }
    if names.contains("xl/workbook.xml") {
      throw ForeignFormat.error(
        path, "an Excel workbook (xlsx)",
        line.python("import pandas; pandas.read_excel('{}').to_csv('{stem}.csv', index=False)"))
    }
    if names.contains("content.xml"), names.contains("mimetype") {
      throw ForeignFormat.error(
        path, "an OpenDocument table",
        line.python("import pandas; pandas.read_excel('{}', engine='odf').to_csv('{stem}.csv', index=False)"))
    }
    let shown = entries.prefix(3).map { DataFileError.quoted($0.name) }.joined(separator: ", ")
    throw DataFileError.content(
      path,
      "is a zip archive without numpy arrays (\(shown)\(entries.count > 3 ? ", …" : "")); unpack it: "
        + line.shell("unzip {}"))
  }
}
