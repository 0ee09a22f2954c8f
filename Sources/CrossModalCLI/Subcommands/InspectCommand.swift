import ArgumentParser
import CrossModal
import ForeignFiles
import Messages
import Studies

/// What a file is, and what looks wrong with it.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Kind, shape, element type and first rows of a data file, and what looks wrong.",
    discussion: """
      numpy arrays and archives, safetensors, MAT and HDF5 (also FILE:NAME), tables, word vectors, word pairs with \
      ratings, texts and labels, each also as gzip and recognized by its content. Looks for NaN, infinity, constant columns, zero rows, repeated rows and \
      words, words that are not UTF-8, rows of norm 1, and header lines and index columns read as numbers.
      """)

  @Argument(help: "The file.", completion: .file()) var file: String
  @OptionGroup var tables: TableReadingOptions
  @Flag(help: "Print one JSON document.") var json = false
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let inspection = try FileInspection(file, options: tables.table())
    if json { return try StandardOutput.writeJSON(inspection) }
    try StandardOutput.write(lines: Self.text(inspection))
  }

  private static let width = 80

  private static func text(_ inspection: FileInspection) -> [String] {
    var lines = ["file    \(inspection.file)", "kind    \(inspection.kind)"]
    if let type = inspection.type { lines.append("type    \(type)") }
    if let shape = inspection.shape { lines.append("shape   \(shown(shape))") }
    for entry in inspection.arrays ?? [] {
      lines.append("array   \(entry.name)  \(entry.type)  \(shown(entry.shape))")
    }
    for (index, row) in inspection.first.enumerated() {
      var line = "row \(index + 1)   " + (row.name.map { "\($0)  " } ?? "")
      for number in row.numbers where line.count + number.count < width { line += number + " " }
      lines.append(line)
    }
    lines += inspection.notes.flatMap { wrapped("note    ", $0) }
    let problems = inspection.problems.flatMap { wrapped("wrong?  ", $0) }
    let skipped = inspection.skipped.flatMap { wrapped("skipped ", $0) }
    let nothing = skipped.isEmpty ? "wrong?  nothing found" : "wrong?  nothing in what was looked at"
    lines += (problems.isEmpty ? [nothing] : problems) + skipped
    return lines.map { line in
      let plain = line.escapingControlCharacters.trimmedEnd
      // The name of the file stays whole.
      return plain.count > width && !line.hasPrefix("file") ? plain.prefix(width - 1) + "…" : plain
    }
  }

  private static func shown(_ shape: [Int]) -> String {
    shape.isEmpty ? "a single value" : shape.map(String.init).joined(separator: " × ")
  }

  // Words in lines of at most the width, the first behind `head`.
  private static func wrapped(_ head: String, _ text: String) -> [String] {
    var lines = [head]
    for word in text.split(separator: " ") {
      let isFirst = lines[lines.count - 1].count <= head.count
      if !isFirst, lines[lines.count - 1].count + 1 + word.count > width {
        lines.append(String(repeating: " ", count: head.count) + word)
      } else {
        lines[lines.count - 1] += (isFirst ? "" : " ") + word
      }
    }
    return lines
  }
}

extension FileInspection {
  /// The keys of `inspect --json`.
  static let fields: [DocumentField] = [
    .text("file", "The file, as it was given."),
    .text("kind", "The format, in words."),
    .text("type", "Element type; text holds decimals.", isOptional: true),
    DocumentField("shape", .values(.integer), "Rows and columns.", isOptional: true),
    DocumentField(
      "arrays",
      .objects([
        .text("name", "Its name."),
        .text("type", "Element type, or what it is instead."),
        DocumentField("shape", .values(.integer), "Lengths of its axes."),
      ]), "The arrays of a file of which none is named.", isOptional: true),
    DocumentField(
      "first",
      .objects([
        .text("name", "Its name, if rows have names.", isOptional: true),
        DocumentField(
          "numbers", .values(.text), "Its first numbers, as text for the sake of NaN and infinity."),
      ]), "The beginning of the first rows."),
    DocumentField("notes", .values(.text), "What is worth knowing."),
    DocumentField("problems", .values(.text), "What looks wrong; empty if nothing was found."),
    DocumentField("skipped", .values(.text), "What was not looked at, and what to name to look at it."),
  ]
}

extension String {
  fileprivate var trimmedEnd: String {
    String(reversed().drop { $0.isWhitespace }.reversed())
  }
}
