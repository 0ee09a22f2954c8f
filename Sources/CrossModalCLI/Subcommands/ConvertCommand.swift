import ArgumentParser
import CrossModal
import Dense
import ForeignFiles
import Messages
import Studies
import VectorFiles

/// From one format of vectors to another, with the same numbers.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write vectors in another format, with the same numbers and names of rows.",
    discussion: """
      IN: .npy, .npz:KEY, .safetensors:NAME, .mat:NAME, .h5:NAME, .csv, .tsv; anything else is read as word vectors: .bin \
      (word2vec binary), or text of word2vec, fastText or GloVe. OUT: .npy, .npz, .csv, .tsv or .safetensors. The element \
      type stays as it is; numbers in text are read as float32. What OUT cannot hold is refused: names of rows go to a \
      leading column of .csv and .tsv, else to the file of --names; float64 that is no float32 goes to .safetensors with \
      --float32 only. Names of columns are left out.

      A map or model in .safetensors becomes a graph for other programs as OUT.onnx: x of shape (n, inputs) to y of shape \
      (n, outputs), both float32, the input's feature steps inside. A file that exists is not replaced.
      """)

  @Argument(help: "The file to read.", completion: .file()) var input: String
  @Argument(help: "The file to write; - is standard output, as CSV.", completion: .file()) var output: String
  @Option(help: "Write the names of the rows (words, labels) to this file, one a line.") var names: String?
  @Option(help: "Of word vectors take only the words in this file, one a line.") var only: String?
  @Option(help: "What the array is called in .npz and .safetensors.") var key = "features"
  @Flag(help: "Round the numbers to float32.") var float32 = false
  @Option(help: "Encoding of words: utf8 or latin1.") var encoding = WordEncoding.utf8
  @OptionGroup var tables: TableReadingOptions
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try OutputPaths.check([output, names], inputs: [input, only])
    if ModelFormat(path: output) == .onnx { return try writeGraph() }
    guard let format = VectorFileWriter.Format(path: output) else {
      throw CommandFailure.usage(
        "\(output): allowed endings are "
          + VectorFileWriter.Format.allCases.map { ".\($0)" }.joined(separator: ", "))
    }
    guard (1...60_000).contains(key.utf8.count), key != "__metadata__" else {
      throw CommandFailure.usage("--key: must be a name of 1 to 60000 bytes, not __metadata__")
    }
    guard only == nil || VectorFile.holdsWords(input) else {
      throw CommandFailure.usage("--only \(only ?? ""): \(input) is no file of word vectors")
    }
    let wanted = try only.map { Set(try WordList.read($0, encoding: encoding)) }
    let file = try VectorFile(input, options: tables.table(), wanted: wanted, encoding: encoding)
    if file.names != nil, names == nil, !format.holdsNames {
      throw CommandFailure.usage(
        "\(output): .\(format) has no place for the names of the rows of \(input); name a file for them with --names"
      )
    }
    if file.names == nil, let names { throw CommandFailure.usage("--names \(names): \(input) names no rows") }
    let array = float32 ? try rounded(file.array) : file.array
    if let rows = file.names, rows.isEmpty {
      throw CommandFailure.data("\(input): has none of the \(wanted?.count ?? 0) words of \(only ?? "")")
    }
    if let names, let rows = file.names { try WordList.write(rows, to: names) }
    try VectorFileWriter.write(
      array, as: format, name: key, names: names == nil ? file.names : nil, to: output)
    StandardError.notes(file.notes, of: input)
    report(file, array, wanted: wanted)
  }

  // Nothing is said of rows or numbers where a map is converted.
  private func writeGraph() throws {
    guard names == nil, only == nil, !float32 else {
      throw CommandFailure.usage(
        "\(output): --names, --only and --float32 are for vectors; .onnx holds a map")
    }
    try OutputPaths.checkNew(output)
    let (map, metadata) = try ModelFile.readMap(input)
    try ModelFile.write(map, metadata: metadata, as: .onnx, to: output)
    StandardError.line("\(output): a map from \(map.inputs) to \(map.outputs) numbers")
  }

  private func rounded(_ array: NPYArray) throws -> NPYArray {
    let matrix: Matrix<Float> = try array.matrix()
    let exact = try array.matrix(of: Double.self)
    for row in 0..<matrix.rows {
      for (column, number) in matrix.view.row(row).enumerated()
      where number.isInfinite && exact[row, column].isFinite {
        throw CommandFailure.data(
          "\(input): row \(row + 1), column \(column + 1): \(exact[row, column]) exceeds the range of float32"
        )
      }
    }
    return NPYArray(matrix.view)
  }

  private func report(_ file: VectorFile, _ array: NPYArray, wanted: Set<String>?) {
    let shape = array.shape.map(String.init).joined(separator: " × ")
    var notes = ["\(array.header.type.name) \(shape)"]
    if let wanted { notes.append("\(file.names?.count ?? 0) of \(wanted.count) words") }
    if file.duplicates > 0 { notes.append("repeated words left out: \(file.duplicates)") }
    StandardError.line("\(output): \(notes.joined(separator: ", "))")
  }
}
