import ArgumentParser
import CrossModal
import Dense
import ForeignFiles
import Foundation
import Studies
import VectorFiles

/// Applies a model, or feature steps.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map", abstract: "Apply a map to vectors: Z = f(X), one row each.",
    discussion: """
      MODEL is a .safetensors file of train, export or features; the feature steps in it are applied too. For a step of \
      features lsa, X is a .tsv or .csv of texts, one item a line. With --target \
      the vectors are targets, and the target's steps bring them into the space of f(X).

      An array in C order is read, mapped and written in blocks of rows: neither X nor Z need fit into memory. Text tables \
      and word vectors are read whole. The numbers do not depend on --threads.

      Names of rows go into the first column of a .csv or .tsv; .npy has no place for them: --names writes them to a file, \
      one a line.
      """)

  @Argument(help: "The model, .safetensors.", completion: .file()) var model: String
  @Argument(help: "X, one item a row.", completion: .file()) var inputs: String
  @Option(
    name: .shortAndLong, help: "The file to write: .npy, .csv or .tsv; - is standard output, as CSV.",
    completion: .file())
  var output: String
  @Option(help: "Write the names of the rows to this file, one a line.") var names: String?
  @Flag(help: "Apply the steps of the target instead of the map.") var target = false
  @Option(name: [.customShort("j"), .long], help: "Threads that share the rows; default: all cores.")
  var threads: Int?
  @OptionGroup var tables: TableReadingOptions
  @OptionGroup var kernels: KernelOptions
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try OutputPaths.check([output, names], inputs: [model, inputs])
    let threads = threads ?? AvailableProcessors.current.count
    guard (1...1024).contains(threads) else {
      throw CommandFailure.usage("--threads \(threads): must be from 1 to 1024")
    }
    let mapping: RowMapping
    switch try StoredMap.read(model) {
    case .map(let map): mapping = target ? RowMapping(targetOf: map) : RowMapping(map)
    case .steps(let steps):
      try refuseTarget()
      mapping = RowMapping(steps)
    case .texts(let step): return try map(textsBy: step)
    }
    let x = try FeatureFile.blocks(inputs, options: tables.table())
    if let needed = mapping.inputs, needed != x.columns {
      throw CommandFailure.data(
        "\(inputs): \(x.columns) columns, but \(model) \(target ? "takes targets" : "maps vectors") of dimension \(needed)"
      )
    }
    if names != nil, x.names == nil {
      throw CommandFailure.usage("--names \(names ?? ""): \(inputs) names no rows")
    }
    StandardError.notes(x.notes, of: inputs)
    let columns = mapping.outputs(inputs: x.columns)
    let file = try MappedRowsFile(
      output, rows: x.rows, columns: columns, names: names == nil ? x.names : nil)
    try mapping.forEachBlock(
      ofRows: x.rows, threads: threads, path: kernels.path, read: x.block
    ) { first, block in
      try check(block, from: first)
      try file.append(block, from: first)
      // What is read ahead around a block comes into memory again: some blocks are released once more.
      x.releaseRows(max(0, first - 16 * RowMapping.blockRows)..<first)
    }
    if let names, let rows = x.names { try WordList.write(rows, to: names) }
    try file.finish()
    if names == nil, x.names != nil, !file.holdsNames {
      StandardError.note(
        "\(output): has no place for the names of the rows; --names FILE writes them, a .csv or .tsv holds them"
      )
    }
    StandardError.line("\(output): \(x.rows) × \(columns)")
  }

  private func refuseTarget() throws {
    if target {
      throw CommandFailure.usage("--target: \(model) has feature steps only, not those of a target")
    }
  }

  // Texts name no rows, and are read whole.
  private func map(textsBy step: LatentSemanticStep) throws {
    try refuseTarget()
    if let names { throw CommandFailure.usage("--names \(names): \(inputs) holds texts and names no rows") }
    let texts = try FeaturesLSACommand.texts(of: inputs)
    let features = step(texts)
    let file = try MappedRowsFile(output, rows: features.rows, columns: features.columns, names: nil)
    try file.append(features, from: 0)
    try file.finish()
    StandardError.line("\(output): \(FeaturesLSACommand.text(features, of: texts, by: step))")
  }

  // A map of finite numbers can still leave the range of Float.
  private func check(_ block: Matrix<Float>, from first: Int) throws {
    guard let place = block.view.firstNotFinite else { return }
    throw CommandFailure.data(
      "\(output): row \(first + place.row + 1), column \(place.column + 1) is \(block[place.row, place.column]), which is not "
        + "finite; the numbers of \(inputs) or \(model) are too large")
  }
}
