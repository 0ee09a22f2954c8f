import ArgumentParser

struct InspectCommand: ParsableCommand {
  func run() throws {}
}
