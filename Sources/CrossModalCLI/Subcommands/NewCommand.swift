import ArgumentParser
import ForeignFiles
import Foundation
import Messages
import Studies
import VectorFiles

/// A first configuration, from two files.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a commented configuration for two files of vectors, ready to run.",
    discussion: """
      Reads both files, says what is in them, and writes a small study: five folds, both directions, a linear map, a \
      network, ridge regression and two floors. The sides are named after the files. Then: crossmodal run CONFIG.
      """)

  @Argument(help: "Vectors, one item a row.", completion: .file()) var first: String
  @Argument(help: "Vectors of the same items in the same order, or with the same names.", completion: .file())
  var second: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write; - is standard output, the default.", valueName: "config.yaml"),
    completion: .file(extensions: ["yaml"]))
  var output = "-"
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let isFile = output != "-"
    if isFile {
      try OutputPaths.check([output], inputs: [first, second])
      guard !FileManager.default.fileExists(atPath: output) else {
        throw CommandFailure.usage("\(output): exists; name another file, or remove it")
      }
    }
    let tables = try [first, second].map { try FeatureFile.read($0) }
    let (alignment, rows) = try aligned(tables)
    let items = rows.compactMap { $0?.count }.first ?? tables[0].features.rows
    guard items >= StarterConfiguration.fewestItems else {
      throw CommandFailure.data(
        "\(first), \(second): \(items) items in common; a study of five folds needs at least \(StarterConfiguration.fewestItems)"
      )
    }
    let names = StarterConfiguration.names(first, second)
    let labels = tables.compactMap(\.labelNames).first.map { Set($0).count }
    let text = StarterConfiguration(
      side(names.0, tables[0]), side(names.1, tables[1]), items: items, joinsNames: alignment == .names,
      labels: labels
    ).text
    guard isFile else { return try StandardOutput.writeData(text) }
    try AtomicFile.write(text: text, to: output)
    StandardError.line("\(output): \(items) items, \(names.0) and \(names.1); next: crossmodal run \(output)")
  }

  // Names must agree where both files have them; where they do not, but can be joined, they are.
  private func aligned(_ tables: [FeatureTable]) throws -> (RowAlignment?, [[Int]?]) {
    do {
      return (nil, try AlignedRows(tables.map(\.namedRows)).selections)
    } catch let error as DataFileError {
      guard case .sayAlign(canJoin: true)? = error.remedy else { throw error }
      return (.names, try AlignedRows(tables.map(\.namedRows), alignment: .names).selections)
    }
  }

  private func side(_ name: String, _ table: FeatureTable) -> StarterConfiguration.Side {
    StarterConfiguration.Side(
      name: name, path: path(table.path), rows: table.features.rows, columns: table.features.columns,
      notes: table.notes.map(\.escapingControlCharacters))
  }

  // Paths in a configuration start at its folder.
  private func path(_ given: String) -> String {
    guard output.contains("/"), !given.hasPrefix("/") else { return given }
    return URL(fileURLWithPath: given).standardizedFileURL.path
  }
}

extension FeatureTable {
  // The labels of the rows, where a column of them was found.
  fileprivate var labelNames: [String]? {
    guard let found = rowLabels?.map({ $0.joined(separator: " ") }), areLabels || found != names else {
      return nil
    }
    return found
  }
}
