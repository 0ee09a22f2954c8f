import Dense
import VectorFiles

extension FileInspection {
  /// The most numbers of an array among several that are looked at.
  private static let mostNumbers = 1 << 26

  /// Takes in a MAT or HDF5 file.
  mutating func takeMatrices(_ file: DataFile) throws {
    guard let matrix = MatrixFile(file) else { return }
    kind = "MAT or HDF5 file"
    if matrix.variable != nil { return try take(matrix.array(), notes: []) }
    let all = try matrix.variables()
    if all.count == 1, all[0].type != nil { return try take(matrix.array(), notes: []) }
    arrays = all.map { Entry(name: $0.name, type: $0.type?.name ?? $0.kind, shape: $0.shape) }
    guard let example = all.first(where: { $0.type != nil }) ?? all.first else {
      problems.append("has no variables")
      return
    }
    notes.append("to see one, add its name: \(fileName):\(example.name)")
    skipped.append("the numbers of the variables: name one")
  }

  /// Takes in a file of numpy arrays or tensors.
  mutating func takeArrays(_ file: DataFile) throws {
    kind =
      switch file.format {
      case .npy: "numpy array"
      case .npz: "numpy archive"
      default: "safetensors"
      }
    let all = try file.contents()
    guard all.count == 1, let only = all.first else { return try takeSeveral(all) }
    if let texts = try file.texts() { return takeTexts(texts, only) }
    guard only.isNumeric else {
      (type, shape) = (only.type, only.shape)
      problems.append("holds \(only.type), which are not read")
      return
    }
    guard let array = try file.array() else { return }
    try take(array, notes: only.notes)
    if only.type != type, file.part.layer == nil { type = only.type }
  }

  // Of several arrays only what makes numbers useless is looked for: one may be weights, another labels.
  private mutating func takeSeveral(_ all: [DataFile.Content]) throws {
    arrays = all.map { Entry(name: $0.name, type: $0.type, shape: $0.shape) }
    guard let example = all.first(where: \.isNumeric) ?? all.first else {
      problems.append("holds no arrays")
      return
    }
    let names = Set(all.map(\.name))
    if names.isSuperset(of: ["items", "rows", "fingerprint"]) {
      kind = "neighbor lists, as overlap writes them"
    } else {
      notes.append("to see one, add its name: \(fileName):\(example.name)")
    }
    for content in all where content.isNumeric {
      guard
        content.shape.reduce(1, { $0.multipliedReportingOverflow(by: $1).partialValue }) <= Self.mostNumbers,
        content.shape.allSatisfy({ $0 <= Self.mostNumbers })
      else {
        skipped.append("\(content.name): it is large; name it to look at it")
        continue
      }
      try takeNumbers(content)
    }
    let others = all.filter { !$0.isNumeric }.map { "\($0.name) (\($0.type))" }
    if !others.isEmpty { skipped.append("what are no numbers: \(Self.list(others))") }
    skipped.append("rows and columns of each array: name one")
  }

  private mutating func takeNumbers(_ content: DataFile.Content) throws {
    do {
      guard let array = try DataFile("\(file):\(content.name)").array() else { return }
      if let bad = try array.firstNotFinite() {
        problems.append("\(content.name): number \(bad.place + 1) is \(bad.number)")
      }
    } catch let error as DataFileError where error.kind == .content {
      problems.append("\(content.name): \(error.message)")
    }
  }

  private mutating func take(_ array: NPYArray, notes found: [String]) throws {
    (type, shape) = (array.header.type.name, array.shape)
    notes += found + array.notes
    guard !array.shape.contains(0) else {
      problems.append("has no rows or no columns")
      return
    }
    guard !array.shape.isEmpty else {
      problems.append("is a single number; features are rows of numbers")
      if let bad = try array.firstNotFinite() { problems.append("it is \(bad.number)") }
      return
    }
    guard let plain = try? array.droppingAxes() else {
      let isLayered = array.shape.count == 3
      if let bad = try array.firstNotFinite() { problems.append("number \(bad.place + 1) is \(bad.number)") }
      if isLayered {
        notes.append("\(array.shape[1]) layers of \(array.shape[0]) items; \(file):#0 names the first")
        skipped.append("rows and columns of the layers: name one")
      } else {
        problems.append("has \(array.shape.count) axes; features have 2: rows and columns")
      }
      return
    }
    notes += plain.notes.dropFirst(array.notes.count)
    try take(FeatureTable(plain, requireFinite: false))
    if array.header.type == .float64, try plain.firstNotFloat() != nil {
      notes.append("float64 is rounded to float32 when used as features")
    }
  }

  private mutating func takeTexts(_ texts: [String], _ content: DataFile.Content) {
    (type, shape) = (content.type, content.shape)
    notes.append("names or labels, \(Set(texts).count) distinct")
    first = texts.prefix(Self.shownRows).map { Row(name: $0, numbers: []) }
    let empty = texts.count { $0.isEmpty }
    if empty > 0 { problems.append("texts that are empty: \(empty)") }
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : "")
  }
}
