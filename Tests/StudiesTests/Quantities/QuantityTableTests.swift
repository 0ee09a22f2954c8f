import Foundation
import Studies
import Testing

@Suite struct QuantityTableTests {
  private struct Fruit: Sendable {
    var name: String
    var seeds: Int?
    var weight: Double
    var isRipe: Bool
    var soil: String?
  }

  private static let quantities: [Quantity<Fruit>] = [
    Quantity("name", "Name", "Its name.", text: { $0.name }),
    Quantity<String>("soil kind", "Soil", "Where it grows.", text: { $0 }).of(object: "place") { $0.soil },
    Quantity("seed count", "Seeds", "Its seeds.", isOptional: true, integer: { $0.seeds }),
    Quantity("weight", "Weight", "Its weight.", digits: 2, number: { $0.weight }),
    Quantity("rounded", "Rounded", "Its weight.", places: 3, key: "about", number: { $0.weight }),
    Quantity("ripe", "Ripe", "Whether it is ripe.", flag: { $0.isRipe }),
    Quantity("marks", "Marks", "Two words.", texts: { [$0.name, "b"] }),
    Quantity<String>("depth", "Depth", "How deep.", integer: { $0.count }).of(object: "place") { $0.soil },
  ]

  private static func table(_ fruits: [Fruit]) -> QuantityTable<Fruit> {
    QuantityTable(quantities, rows: fruits)
  }

  private static let fruits = [
    Fruit(name: "fig", seeds: 30, weight: 0.1, isRipe: true, soil: "clay"),
    Fruit(name: "a,\"b\"\n\u{1}", seeds: nil, weight: 2, isRipe: false, soil: nil),
  ]

  @Test("a table with header, exact numbers and RFC 4180 quotes") func csv() {
    #expect(
      Self.table(Self.fruits).csv == """
        name,soil_kind,seed_count,weight,rounded,ripe,marks,depth
        fig,clay,30,0.1,0.100,yes,fig; b,4
        "a,""b""
        \u{FFFD}",,,2.0,2.000,no,"a,""b""
        \u{FFFD}; b",

        """)
    #expect(Self.table([]).csv == "name,soil_kind,seed_count,weight,rounded,ripe,marks,depth\n")
  }

  @Test("a document with version, objects, and nothing for what does not apply") func json() throws {
    let text = Self.table(Self.fruits).json(named: "fruits")
    #expect(
      text == #"""
        {"version": 1, "fruits": [
        {"name": "fig", "place": {"soilKind": "clay", "depth": 4}, "seedCount": 30, "weight": 0.1, "about": 0.100, "ripe": true, "marks": ["fig", "b"]},
        {"name": "a,\"b\"\n\u0001", "weight": 2, "about": 2.000, "ripe": false, "marks": ["a,\"b\"\n\u0001", "b"]}
        ]}

        """#)
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let rows = object?["fruits"] as? [[String: Any]]
    #expect(rows?.last?["name"] as? String == Self.fruits[1].name)
    #expect(Self.table([]).json(named: "fruits") == "{\"version\": 1, \"fruits\": []}\n")
  }

  @Test("an encoder gives the same objects") func encoder() throws {
    struct Wrapped: Encodable {
      let fruit: Fruit
      func encode(to encoder: any Encoder) throws {
        try QuantityEncoding.encode(fruit, QuantityTableTests.quantities, to: encoder)
      }
    }
    let text = Self.table(Self.fruits).json(named: "fruits")
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let rows = try #require(object?["fruits"] as? [[String: Any]])
    for (row, fruit) in zip(rows, Self.fruits) {
      let data = try JSONEncoder().encode(Wrapped(fruit: fruit))
      let encoded = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      #expect(NSDictionary(dictionary: encoded) == NSDictionary(dictionary: row))
    }
  }

  @Test(
    "numbers that are not finite are words",
    arguments: [
      (Double.infinity, "inf", "\"inf\""), (-.infinity, "'-inf", "\"-inf\""), (.nan, "nan", "\"nan\""),
      (1e-300, "1e-300", "1e-300"), (-0.5, "-0.5", "-0.5"), (1e16, "1e+16", "1e+16"),
    ])
  func numbers(number: Double, csv: String, json: String) {
    var (field, value) = ("", "")
    QuantityValue.number(number).appendCSV(to: &field)
    QuantityValue.number(number).appendJSON(to: &value)
    #expect(field == csv && value == json)
  }

  @Test("people read declared digits") func digits() {
    #expect(
      Self.quantities.map { $0.shown(Self.fruits[0]) } == [
        "fig", "clay", "30", "0.10", "0.100", "yes", "fig; b", "4",
      ])
  }

  @Test("text leaves in pieces and comes out whole") func pieces() {
    let many = Array(repeating: Self.fruits[0], count: 5000)
    var pieces: [String] = []
    Self.table(many).writeCSV { pieces.append($0) }
    #expect(pieces.count > 1 && pieces.joined() == Self.table(many).csv)
    #expect(pieces.joined().split(separator: "\n").count == 5001)
    pieces = []
    Self.table(many).writeJSON(named: "fruits") { pieces.append($0) }
    #expect(pieces.count > 1 && pieces.joined() == Self.table(many).json(named: "fruits"))
  }
}
