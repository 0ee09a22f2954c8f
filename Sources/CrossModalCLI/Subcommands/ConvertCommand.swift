import ArgumentParser

struct ConvertCommand: ParsableCommand {
  func run() throws {}
}
