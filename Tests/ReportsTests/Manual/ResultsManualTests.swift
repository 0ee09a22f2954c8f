import Studies
import Testing

@testable import Reports

@Suite struct ResultsManualTests {
  @Test("keys of objects and lists stand behind their paths") func paths() {
    let part = ResultsManual.Part.document([
      .integer("k", "Neighbors.", unit: .neighbors),
      DocumentField(
        "curve", .objects([DocumentField("at", .object([.flag("a|b", "Yes.", isOptional: true)]), "There.")]),
        "The curve."),
      DocumentField("notes", .values(.text), "Notes."),
    ])
    #expect(
      ResultsManual([.init("crossmodal x", "It does.", [part])]).markdown.hasSuffix(
        """
        ## crossmodal x

        It does.

        **JSON document**

        | key | type | unit | meaning |
        | --- | --- | --- | --- |
        | `k` | whole number | neighbors | Neighbors. |
        | `curve` | list of objects |  | The curve. |
        | `curve[].at` | object |  | There. |
        | `curve[].at.a\\|b` | yes or no, may be missing |  | Yes. |
        | `notes` | list of texts |  | Notes. |

        """))
  }

  @Test("every measure stands in the manual with its definition") func measures() {
    let manual = ResultsManual(ResultsManual.studies).markdown
    for quantity in FitQuantities.all {
      #expect(manual.contains("| `\(quantity.column)` | "))
    }
    for measure in OverlapQuantities.measures { #expect(manual.contains(measure.definition)) }
  }
}
