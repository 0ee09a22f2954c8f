@testable import Settings

/// A small configuration that has everything: numbers, words, an axis, a choice, a section and named parts.
struct Orchard: Hashable, Sendable {
  var seed = 1
  var trees: [Tree] = []
  var widths = [1.0, 2.5]
  var water = Water.rain
  var note: String?
  var fence = Fence()

  struct Tree: Hashable, Sendable {
    var name: String
    var height = 3

    static let keys: [SettingKey<Tree>] = [
      SettingKey(
        "height", \.height, .integer(in: 1...9), effect: .anotherStudy(because: "it is another tree"),
        "Height")
    ]
  }

  enum Water: Hashable, Sendable { case rain, hose(liters: Double) }

  struct Fence: Hashable, Sendable {
    var isGreen = false
    var kind = Kind.wood
    enum Kind: String, CaseIterable { case wood, wire }

    static let keys: [SettingKey<Fence>] = [
      SettingKey("green", \.isGreen, .boolean, effect: .display, "Whether it is green"),
      SettingKey("kind", \.kind, .word, effect: .nothing, "What it is made of"),
    ]
  }

  static let water = SettingFormat<Water>.choice([
    .word("rain", .rain),
    .word(
      "hose", options: [SettingKey<Double>("liters", \.self, .positive, effect: nil, "Liters a day")],
      from: 5,
      value: { .hose(liters: $0) },
      taken: { if case .hose(let liters) = $0 { liters } else { nil } }),
  ])

  static let keys: [SettingKey<Orchard>] = [
    SettingKey(
      "seed", \.seed, .integer(in: 1...100), effect: .anotherStudy(because: "chance differs"),
      isRequired: true,
      "Seed"),
    SettingKey(
      "trees", \.trees,
      .named(
        .section(Tree.keys, from: Tree(name: ""), isBlock: false), name: \.name, noun: "tree",
        allowed: "a mapping from names to trees"), effect: .growth, "Trees by name"),
    SettingKey("widths", \.widths, .axis(of: .positive), effect: .growth, "Widths"),
    SettingKey("water", \.water, water, effect: .anotherStudy(because: "trees grow by it"), "Water"),
    SettingKey("note", \.note, .title, effect: .nothing, "A note"),
    SettingKey(
      "fence", \.fence, .section(Fence.keys, from: Fence(), isBlock: true), effect: nil, "The fence"),
  ]

  static let format = SettingFormat.section(keys, from: Orchard(), isBlock: true)

  /// Reads a text as the file `o.yaml`.
  static func parse(_ text: String) throws(ConfigurationError) -> Orchard {
    try format.value(ConfigurationParser.tree(text, whole: .file("o.yaml"), directory: "/"))
  }

  /// The error's line, or nil where the text is an orchard.
  static func error(_ text: String) -> String? {
    do {
      _ = try parse(text)
      return nil
    } catch { return error.description }
  }
}
