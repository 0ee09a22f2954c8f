import Testing

@testable import CrossModal

@Suite struct LabelSetsTests {
  @Test func labelSetsShare() {
    let labels = LabelSets([["x", "y"], ["z"], ["y"], []])
    #expect(labels.share(0, 2) && !labels.share(0, 1) && !labels.share(3, 3))
    #expect(labels.labels == ["x", "y", "z"])
    // More labels than fit in one word.
    let many = LabelSets((0..<100).map { ["\($0)", "\($0 + 1)"] })
    #expect(many.share(98, 99) && !many.share(0, 99))
  }

  @Test func aLabelThatAllHave() {
    #expect(LabelSets([["x"], ["x"], ["x"]]).labelOfAll == "x")
    #expect(LabelSets([["y", "x"], ["x"], ["x", "z"]]).labelOfAll == "x")
    #expect(LabelSets([["x"], ["x"], ["y"]]).labelOfAll == nil && LabelSets([["x"]]).labelOfAll == nil)
    #expect(LabelSets([["x"], []]).labelOfAll == nil)
    #expect(LabelSets((0..<100).map { ["\($0)", "~"] }).labelOfAll == "~")
  }

  @Test(arguments: [3, 100], [false, true]) func othersThatShare(labels: Int, areSingle: Bool) {
    let all = (0..<90).map { item in
      item % 7 == 6 ? [] : ["\(item % labels)"] + (areSingle ? [] : ["\(item * item % 5)"])
    }
    let sets = LabelSets(all)
    #expect(sets.sharing(6) == [] && sets.sharing(0).isEmpty == (areSingle && labels == 100))
    for item in 0..<sets.items {
      #expect(sets.sharing(item) == (0..<sets.items).filter { $0 != item && sets.share(item, $0) })
      #expect(sets.sharing(item, from: 40) == sets.sharing(item).filter { $0 >= 40 })
    }
  }
}
