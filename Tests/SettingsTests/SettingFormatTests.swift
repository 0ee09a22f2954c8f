import Testing

@testable import Settings

@Suite struct SettingFormatTests {
  @Test func whatIsNotGivenKeepsItsDefault() throws {
    #expect(try Orchard.parse("seed: 1") == Orchard())
    let other = try Orchard.parse(
      "{seed: 9, widths: 4, trees: {oak: {}, elm: {height: 5}}, water: hose, fence: {green: true}, note: x}")
    #expect(other.seed == 9 && other.widths == [4] && other.note == "x")
    #expect(other.trees == [.init(name: "oak"), .init(name: "elm", height: 5)])
    #expect(other.water == .hose(liters: 5))
    #expect(other.fence == .init(isGreen: true))
  }

  @Test(arguments: [
    ("{}", "o.yaml:1:1: missing key 'seed'"),
    (
      "{sed: 1}",
      "o.yaml:1:2: unknown key 'sed' (did you mean 'seed'?); allowed: seed, trees, widths, water, note, fence"
    ),
    (
      "{seed: 1, fence: {gren: true}}",
      "o.yaml:1:19: unknown key 'gren' (did you mean 'green'?) in fence; allowed: green, kind"
    ),
    (
      "{seed: 1, fence: {kind: wod}}",
      "o.yaml:1:25: fence.kind: found 'wod' (did you mean 'wood'?); allowed: wood, wire"
    ),
    ("{seed: 0}", "o.yaml:1:8: seed: found the number 0; allowed: a whole number from 1 to 100"),
    (
      "{seed: 1, widths: [2, 2.0]}",
      "o.yaml:1:23: widths: the number 2.0 is given twice; allowed: different values"
    ),
    ("{seed: 1, trees: {}}", "o.yaml:1:18: trees: found no tree; allowed: at least one"),
    ("{seed: 1, trees: oak}", "o.yaml:1:18: trees: found 'oak'; allowed: a mapping from names to trees"),
    (
      "{seed: 1, trees: {oak: {height: 10}}}",
      "o.yaml:1:33: trees.oak.height: found the number 10; allowed: a whole number from 1 to 9"
    ),
    (
      "{seed: 1, water: {hose: {liters: 0}}}",
      "o.yaml:1:34: water.hose.liters: found the number 0; allowed: a finite number > 0"
    ),
    (
      "{seed: 1, water: {rain: {liters: 1}}}",
      "o.yaml:1:26: unknown key 'liters' in water.rain; allowed: none"
    ),
    (
      "{seed: 1, water: rane}", "o.yaml:1:18: water: found 'rane' (did you mean 'rain'?); allowed: rain, hose"
    ),
  ])
  func whatIsWrongIsOneLineWithItsPlace(text: String, line: String) {
    #expect(Orchard.error(text) == line)
  }

  @Test func theWrittenFormReadsBack() throws {
    var orchard = Orchard(seed: 2, trees: [.init(name: "oak"), .init(name: "2", height: 9)])
    orchard.water = .hose(liters: 0.5)
    orchard.note = "a: b"
    let text = Orchard.format.lines(orchard).joined(separator: "\n")
    #expect(
      text == """
        seed: 2
        trees:
          oak: {height: 3}
          "2": {height: 9}
        widths: [1, 2.5]
        water: {hose: {liters: 0.5}}
        note: "a: b"
        fence:
          green: false
          kind: wood
        """)
    #expect(try Orchard.parse(text) == orchard)
  }

  @Test func theIdentityHasWhatMakesAnotherStudyOutsideOfNamedParts() {
    let orchard = Orchard(trees: [.init(name: "oak")])
    #expect(Orchard.format.identityText(orchard) == "seed: 1\nwater: rain\n")
  }

  @Test func conflictsAndDifferencesAreNamed() {
    let plain = Orchard(trees: [.init(name: "oak")])
    func compared(_ change: (inout Orchard) -> Void) -> (String?, [String]) {
      var other = plain
      change(&other)
      return (
        Orchard.format.firstConflict(plain, other).map {
          "\($0.key): \($0.mine), \($0.theirs), \($0.reason)"
        },
        Orchard.format.differences(plain, other).map { "\($0.key): \($0.mine), \($0.theirs)" }
      )
    }
    #expect(compared { _ in } == (nil, []))
    #expect(compared { $0.seed = 2 } == ("seed: 1, 2, chance differs", ["seed: 1, 2"]))
    #expect(
      compared { $0.water = .hose(liters: 1) }
        == ("water: rain, {hose: {liters: 1}}, trees grow by it", ["water: rain, {hose: {liters: 1}}"]))
    #expect(
      compared { $0.trees[0].height = 4 }
        == ("trees.oak.height: 3, 4, it is another tree", ["trees.oak.height: 3, 4"]))
    // A part that only one has is told by its name.
    #expect(
      compared { $0.trees.append(.init(name: "elm", height: 4)) } == (nil, ["trees: [oak], [oak, elm]"]))
    #expect(compared { $0.widths = [1] } == (nil, ["widths: [1, 2.5], [1]"]))
    #expect(compared { $0.fence.isGreen = true } == (nil, ["fence.green: false, true"]))
    #expect(compared { ($0.note, $0.fence.kind) = ("x", .wire) } == (nil, []))
  }

  @Test func theManualHasEveryKeyWithItsDefault() {
    let entries = Orchard.format.manual.flatMap(\.all)
    #expect(
      entries.map(\.path) == [
        "seed", "trees", "trees.NAME.height", "widths", "water", "water.hose.liters", "note", "fence",
        "fence.green", "fence.kind",
      ])
    #expect(entries.first?.standard == .required)
    #expect(entries[2].standard == .value("3") && entries[3].standard == .value("[1, 2.5]"))
    #expect(entries[5].standard == .value("5") && entries[6].standard == .words("none"))
  }

  @Test func aKeyThatIsDeclaredTwiceIsAnError() async {
    await #expect(processExitsWith: .failure) {
      _ = SettingFormat.section(Orchard.keys + [Orchard.keys[0]], from: Orchard(), isBlock: true)
    }
    await #expect(processExitsWith: .failure) {
      _ = SettingFormat<Int>.choice([.word("a", 1), .word("a", 2)])
    }
  }

  @Test func aKeyWithoutAnEffectIsAnErrorInASection() async {
    await #expect(processExitsWith: .failure) {
      let silent = SettingKey<Orchard>("seed", \.seed, .integer(in: 1...9), effect: nil, "Seed")
      _ = SettingFormat.section([silent], from: Orchard(), isBlock: true)
    }
    await #expect(processExitsWith: .failure) {
      let loud = SettingKey<Double>("liters", \.self, .positive, effect: .growth, "Liters")
      _ = SettingChoice<Double>.word("hose", options: [loud], from: 1, value: { $0 }, taken: { $0 })
    }
  }
}
