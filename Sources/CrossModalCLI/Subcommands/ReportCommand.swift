import ArgumentParser
import Foundation
import Reports
import Studies

/// The study as a page and as tables, next to the paper's numbers.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "One page with the answer, tables in the paper's layout next to the paper's numbers, and pictures.",
    discussion: """
      Writes index.html and tables/*.md, *.csv, *.tex into the output directory and prints the tables that concern the \
      study. The page needs no other file. Plots are made by gnuplot, if it is installed. With --watch the \
      page is written again and again until the study is done, and a browser that shows it follows.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown }

  @Argument(help: "The study's directory.", completion: .directory) var study: String
  @Option(
    name: .shortAndLong, help: "Where to write; default: report/ in the study's directory.",
    completion: .file()) var output: String?
  @Option(help: "Print only this table of the paper, 1 to 10; without -o, write nothing.") var table: Int?
  @Option(
    help: ArgumentHelp(
      "A document of 'crossmodal similarity --json', or a directory of 'kind: ratings', for table 10; repeatable.",
      valueName: "file"), completion: .file())
  var ratings: [String] = []
  @Option(help: "How tables are printed; default: text on a terminal, else markdown.") var format: Format?
  @Flag(help: "Show the paper's tables too of which the study ran nothing.") var paper = false
  @Flag(help: "Write the page again and again while the study runs.") var watch = false
  @Option(
    help: ArgumentHelp("Time between two pages of --watch, such as 10s.", valueName: "time"))
  var every = TimeSpan(seconds: 5)
  @Option(name: .customLong("interval"), help: .hidden) var formerEvery: TimeSpan?
  @OptionGroup var console: ConsoleOptions

  private var pause: TimeSpan { formerEvery ?? every }
  // A table alone needs no page, unless it is said where the page goes.
  private var onlyPrints: Bool { table != nil && output == nil && !watch }

  func run() async throws {
    if let table, !(1...10).contains(table) {
      throw CommandFailure.usage("--table \(table): the paper has tables 1 to 10")
    }
    guard (1...86_400).contains(pause.seconds) else {
      throw CommandFailure.usage("--every \(pause.defaultValueDescription): must be from 1s to 1d")
    }
    try OutputPaths.checkFolder(output)
    if output == "" { throw CommandFailure.usage("--output '': must be the name of a directory") }
    switch try OpenStudy.any(study) {
    case let maps as MapStudy: try await report(maps)
    case let ratings as RatingsStudy: try report(ratings)
    case let comparison as ComparisonStudy: try await report(comparison)
    case let other: throw CommandFailure.usage("\(study): there is no page for \(other)")
    }
  }

  private func report(_ study: MapStudy) async throws {
    let ratings = try RatingsTable(files: ratings)
    if onlyPrints {
      let ledger = try study.ledger(allowsMixedKernels: true)
      let progress = try ProgressMeter(ledger).update()
      let report = StudyReport(study, ledger: ledger, progress: progress, ratings: ratings)
      return try StandardOutput.write(printed(report))
    }
    let folder = try folder(of: study.directory)
    let versions = [try await Gnuplot.version()].compactMap { $0 }
    let ledger = try study.ledger(allowsMixedKernels: true)
    let meter = ProgressMeter(ledger)
    while true {
      let clock = ContinuousClock.now
      let progress = try meter.update()
      let isDone = progress.done == progress.total
      let report = StudyReport(study, ledger: ledger, progress: progress, ratings: ratings)
      var options = StudyReport.Options(
        program: ProgramVersion.text, command: command,
        date: Date.now.formatted(.iso8601), versions: versions)
      options.showsPaper = paper
      if !isDone {
        options.workers = ActiveWorkers.count(study.directory)
        options.refresh = watch ? Int(pause.seconds) : nil
      }
      // Pictures of neighbors cost a training; a page that is soon written again goes without.
      let pictures = try await ReportPictures(report, withNeighbors: isDone || !watch)
      try report.write(to: folder, options: options, pictures: pictures)
      if isDone || !watch {
        try StandardOutput.write(printed(report))
        break
      }
      // A large study's page takes a while: never spend more than a fifth of the time on it.
      let taken = clock.duration(to: .now)
      try await Task.sleep(for: max(.seconds(pause.seconds), taken * 4))
    }
    StandardError.line("written to \(folder.path)")
  }

  private func report(_ study: RatingsStudy) throws {
    let path = study.directory.path
    if let table, table != 10 {
      throw CommandFailure.usage("--table \(table): \(path) holds ratings, which make table 10")
    }
    if watch || !ratings.isEmpty {
      throw CommandFailure.usage(
        "--watch and --ratings: \(path) holds ratings; allowed with a study of maps")
    }
    let report = RatingsReport(study, try study.ledger(allowsMixedKernels: true))
    if onlyPrints { return try StandardOutput.write(report.tableMarkdown) }
    let folder = try folder(of: study.directory)
    let options = StudyReport.Options(
      program: ProgramVersion.text, command: command, date: Date.now.formatted(.iso8601))
    try report.write(to: folder, options: options)
    try StandardOutput.write(table == nil ? report.markdown : report.tableMarkdown)
    StandardError.line("written to \(folder.path)")
  }

  private func report(_ study: ComparisonStudy) async throws {
    let path = study.directory.path
    if table != nil || watch || !ratings.isEmpty {
      throw CommandFailure.usage(
        "--table, --watch and --ratings: \(path) compares spaces; allowed with a study of maps")
    }
    let folder = try folder(of: study.directory)
    let report = ComparisonStudyReport(study, try study.ledger(allowsMixedKernels: true))
    let options = StudyReport.Options(
      program: ProgramVersion.text, command: command, date: Date.now.formatted(.iso8601))
    try await report.write(to: folder, options: options)
    try StandardOutput.write(report.markdown)
    StandardError.line("written to \(folder.path)")
  }

  private func folder(of study: StudyDirectory) throws -> ReportFolder {
    try ReportFolder(output ?? study.path + "/report", isOwn: output == nil)
  }

  // What is printed of a study of maps: the table that is asked for, or all.
  private func printed(_ report: StudyReport) -> String {
    let isText = (format ?? (StandardOutput.isTerminal ? .text : .markdown)) == .text
    guard let table else { return isText ? report.text : report.markdown }
    return (isText ? report.text(ofTable: table) : nil) ?? report.markdown(ofTable: table) ?? ""
  }

  // As a shell would read it.
  private var command: String {
    (["crossmodal"] + CommandLine.arguments.dropFirst()).map { word in
      let isPlain = !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "-_./=:,".contains($0) }
      return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }.joined(separator: " ")
  }
}
