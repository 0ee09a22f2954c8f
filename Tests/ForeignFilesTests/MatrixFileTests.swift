import Foundation
import Testing

@testable import Dense
@testable import ForeignFiles
@testable import VectorFiles

/// The committed files from scipy and h5py (scripts/reference/make_matrix_fixtures.py).
enum MatrixFixtures {
  static let directory = URL(filePath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden").path

  static func path(_ name: String) -> String { directory + "/" + name }

  /// `file.mat:variable` to rows of float32 values.
  static func expected() throws -> [String: [[Double]]] {
    try JSONDecoder().decode(
      [String: [[Double]]].self, from: Data(contentsOf: URL(filePath: path("expected.json"))))
  }
}

@Suite struct MatrixFileTests {
  @Test func readsWhatScipyAndH5pyWrote() throws {
    let expected = try MatrixFixtures.expected()
    #expect(expected.count > 50)
    for (name, rows) in expected {
      let table = try FeatureFile.read(MatrixFixtures.path(name))
      let found = (0..<table.features.rows).map { table.features.row($0).map(Double.init) }
      #expect(found == rows, "\(name)")
    }
  }

  @Test func keepsTheElementType() throws {
    let types = [
      "v5.mat:m": "f8", "v5.mat:single": "f4", "v5.mat:logical": "b1", "v5-compressed.mat:u8": "u8",
      "v73.mat:logical": "b1",
      "v73.mat:i2": "i2", "plain.h5:half": "f2", "plain.h5:logical": "b1", "plain.h5:group/i2": "i2",
      "v5-big-endian.mat:b": "f8",
    ]
    for (name, type) in types {
      #expect(try MatrixFile(MatrixFixtures.path(name))?.array().header.type.rawValue == type, "\(name)")
    }
  }

  @Test(arguments: [
    ("v5.mat", "21 variables (m, single, row"), ("v5.mat:M", "no variable 'M' (did you mean 'm'?)"),
    ("v5.mat:sinlge", "did you mean 'single'?"), ("v5.mat:structure", "is struct"),
    ("v5.mat:cells", "is cell"),
    ("v5.mat:text", "is char"), ("v5.mat:sparse", "save full(X)"), ("v5.mat:complex", "is complex"),
    ("v5.mat:cube", "has 3 axes (2 × 3 × 4)"), ("v5.mat:nothing", "at least one row"),
    ("v5.mat:", "no variable ''"),
    ("v73.mat:structure", "is struct"), ("v73.mat:cells", "is cell"), ("v73.mat:text", "is char"),
    ("v73.mat:sparse", "is sparse"), ("v73.mat:complex", "is complex"),
    ("v73.mat:coplex", "did you mean 'complex'?"),
    ("plain.h5:group", "is a group; name a data set in it, as in group/NAME"), ("plain.h5:text", "is text"),
    ("plain.h5:compound", "is compound"), ("plain.h5:scalar", "single number"),
    ("plain.h5:cube", "has 3 axes"),
    ("plain.h5:huge", "10000000 x 10000000, which exceeds the limit of 1024 MiB"),
    ("plain.h5:elsewhere", "refers to another file"), ("plain.h5:group/iner", "did you mean 'group/inner'?"),
    ("huge.mat:h", "2147483647 x 2147483647, which exceeds"), ("v4.mat:m", "save it with -v7"),
    ("v4-big-endian.mat:m", "MAT file of version 4"),
    ("structs.mat:S", "name a field of it, as in STRUCT.FIELD"),
    ("structs.mat:S.inner", "is struct"), ("structs.mat:S.inner.name", "is char"),
    ("structs.mat:several.numbers", "is in an array of structs"),
    ("structs.mat:m.x", "has no variable 'm.x'"),
    ("structs.mat:S.nubers", "did you mean 'S.numbers'?"),
    ("v73.mat:structure.fild", "did you mean 'structure.field'?"),
    ("v73.mat:m.x", "has no variable"), ("links.h5:away", "refers to another file"),
    ("links.h5:softly-away", "refers to another file"), ("lzf.h5:m", "packed with the filter LZF (32000)"),
    ("open.h5:m", "h5clear -s FILE"), ("plain.h5:cube:#3", "has no layer 3"),
  ]) func refuses(name: String, message: String) throws {
    let path = MatrixFixtures.path(name)
    let error = #expect(throws: DataFileError.self) { _ = try FeatureFile.read(path) }
    #expect(error?.kind == .content && error?.path.hasPrefix(MatrixFixtures.directory) == true)
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
    #expect(error?.description.contains("\n") == false)
  }

  @Test(arguments: ["v5.mat:m", "v5-compressed.mat:m", "v73.mat:m", "plain.h5:m"])
  func refusesEveryTruncation(name: String) throws {
    let parts = name.split(separator: ":").map(String.init)
    let whole = try Data(contentsOf: URL(filePath: MatrixFixtures.path(parts[0])))
    let path = NSTemporaryDirectory() + "crossmodal-\(UUID().uuidString)" + parts[0]
    defer { try? FileManager.default.removeItem(atPath: path) }
    for length in stride(from: 0, to: whole.count, by: max(1, whole.count / 40)) {
      try whole.prefix(length).write(to: URL(filePath: path))
      // A cut between two variables leaves a good file, to which `m`, the first one, belongs.
      if let table = try? FeatureFile.read(path + ":m") {
        let good = try FeatureFile.read(MatrixFixtures.path(name))
        #expect(name.hasPrefix("v5") && Matrix(table.features).elements == Matrix(good.features).elements)
        continue
      }
      let error = #expect(throws: DataFileError.self) { _ = try FeatureFile.read(path + ":m") }
      #expect(error?.kind == .content)
    }
  }

  @Test func listsFieldsAndLinks() throws {
    func names(_ name: String) throws -> [String] {
      try #require(try MatrixFile(MatrixFixtures.path(name))).variables().map { "\($0.name) \($0.kind)" }
    }
    #expect(
      try names("structs.mat") == [
        "S struct", "S.numbers f8", "S.inner struct", "S.inner.numbers f8", "S.inner.name char",
        "S.single f4",
        "several struct", "m f8",
      ])
    #expect(try names("v73.mat").contains("structure.field f8") && names("v73.mat").contains("sparse sparse"))
    #expect(try names("links.h5").contains("away a link to another file"))
  }

  @Test func readsLayersAndPackedFiles() throws {
    let layer = try FeatureFile.read(MatrixFixtures.path("v5.mat:cube:#2")).features
    // Element (i, l, d) of 2 × 3 × 4 is 12 i + 4 l + d.
    #expect(Matrix(layer) == Matrix([[8, 9, 10, 11], [20, 21, 22, 23]]))
    let expected = try Matrix(FeatureFile.read(MatrixFixtures.path("v5.mat:m")).features)
    let folder = NSTemporaryDirectory() + "crossmodal-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.copyItem(atPath: MatrixFixtures.path("v5.mat"), toPath: folder + "/x")
    // By its content, whatever it is called, and packed.
    #expect(try Matrix(FeatureFile.read(folder + "/x:m").features) == expected)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", folder + "/x"]
    try process.run()
    process.waitUntilExit()
    #expect(try Matrix(FeatureFile.read(folder + "/x.gz:m").features) == expected)
    let error = #expect(throws: DataFileError.self) { _ = try FeatureFile.read(folder + "/x.gz:M") }
    #expect(error?.path == folder + "/x.gz" && error?.message.contains("did you mean 'm'?") == true)
  }

  @Test func readsLabels() throws {
    let labels = try LabelsFile.read(MatrixFixtures.path("v73.mat:logical"))
    let numbers = try FeatureFile.read(MatrixFixtures.path("v73.mat:logical")).features
    let expected = (0..<numbers.rows).map { row in
      numbers.row(row).indices.filter { numbers[row, $0] == 1 }.map { "\($0 + 1)" }
    }
    #expect(labels.rows == expected && labels.notes == ["zeros and ones in 4 columns: one-hot labels"])
    #expect(throws: DataFileError.self) { _ = try LabelsFile.read(MatrixFixtures.path("v5.mat:row")) }
  }

  @Test func namesTheFilesThatCannotBeOpened() {
    for (path, message) in [
      ("nowhere.mat:x", "No such file"), (NSTemporaryDirectory() + "a:b/../.mat", "cannot be opened"),
    ] {
      let error = #expect(throws: DataFileError.self) { _ = try FeatureFile.read(path) }
      #expect(
        error?.kind == .file && error?.message.contains(message) == true, "\(String(describing: error))")
    }
  }

  static let wiki = [
    ProcessInfo.processInfo.environment["CROSSMODAL_DATA"], MatrixFixtures.path("../../../../../shared/data"),
  ]
  .compactMap { $0 }.map { $0 + "/wiki" }.first {
    FileManager.default.fileExists(atPath: $0 + "/raw_features.mat")
  }

  // Reads files that only some machines have: set CROSSMODAL_DATA.
  @Test(.enabled(if: wiki != nil)) func readsTheWikipediaFeatures() throws {
    let wiki = try #require(Self.wiki)
    for (variable, file) in [("I_tr", "image_sift_train.npy"), ("I_te", "image_sift_test.npy")] {
      let found = try FeatureFile.read("\(wiki)/raw_features.mat:\(variable)").features
      let expected = try FeatureTable.read("\(wiki)/\(file)").features
      #expect(Matrix(found).elements == Matrix(expected).elements)
    }
  }
}
