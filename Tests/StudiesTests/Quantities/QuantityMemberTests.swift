import Foundation
import Testing

@testable import Studies

@Suite struct QuantityMemberTests {
  private struct Tree: Encodable {
    struct Fruit {
      var name: String
      var grams: Double?
    }

    var fruits: [Fruit]?
    var best: Fruit?

    static let fruit: [Quantity<Fruit>] = [
      Quantity("name", "Name", "Its name.", text: { $0.name }),
      Quantity("grams", "Grams", "Its mass.", isOptional: true, number: { $0.grams }),
    ]
    static let quantities: [Quantity<Tree>] = [
      Quantity("fruits", "Fruits", "All.", isOptional: true, fruit, objects: { $0.fruits }),
      Quantity("best fruit", "Best", "The best.", isOptional: true, fruit, object: { $0.best }),
    ]

    func encode(to encoder: any Encoder) throws {
      try QuantityEncoding.encode(self, Self.quantities, to: encoder)
    }
  }

  private let trees = [
    Tree(fruits: [.init(name: "a \"b\"", grams: 1.5), .init(name: "c")], best: .init(name: "c", grams: 2)),
    Tree(fruits: [], best: nil), Tree(),
  ]

  @Test func objectsAreWrittenWithoutWhatIsMissing() {
    #expect(
      QuantityTable(Tree.quantities, rows: trees).json(named: "trees") == """
        {"version": 1, "trees": [
        {"fruits": [{"name": "a \\"b\\"", "grams": 1.5}, {"name": "c"}], "bestFruit": {"name": "c", "grams": 2}},
        {"fruits": []},
        {}
        ]}

        """)
    #expect(
      QuantityTable(Tree.quantities, rows: trees).csv.split(separator: "\n").last { $0 != "," } ?? ""
        == "[],")
  }

  @Test func anEncoderWritesTheSame() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(
      String(decoding: try encoder.encode(trees), as: UTF8.self)
        == #"[{"bestFruit":{"grams":2,"name":"c"},"fruits":[{"grams":1.5,"name":"a \"b\""},{"name":"c"}]},{"fruits":[]},{}]"#
    )
  }

  @Test func fieldsAreThoseOfTheObjects() {
    let fields = Tree.quantities.map(\.field)
    guard case .objects(let all) = fields[0].shape, case .object(let best) = fields[1].shape else {
      return #expect(Bool(false))
    }
    #expect(all.map(\.key) == ["name", "grams"] && best.map(\.isOptional) == [false, true])
  }
}
