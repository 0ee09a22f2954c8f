import CrossModal
import VectorFiles

extension MapInputs {
  /// Rows that equal other rows: those of one feature set, or the pairs of an image set and a text set. What repeats may be
  /// trained on and held out at once, so that a loss says nothing of new items; groups keep it together.
  package struct Repetition: Codable, Hashable, Sendable {
    /// The set of the first side; nil for rows of the second side alone.
    package var first: String?
    /// The set of the second side; nil for rows of the first side alone.
    package var second: String?
    /// Rows that equal another one.
    package var rows: Int
    /// Those of them that equal a row of another group; all of them without groups.
    package var apart: Int

    /// The sets, as image/resnet, or resnet and glove.
    func title(_ sides: SideNames) -> String {
      switch (first, second) {
      case (let first?, let second?): "the pairs \(first) and \(second)"
      case (let first?, nil): "\(sides.first)/\(first)"
      case (nil, let second): "\(sides.second)/\(second ?? "")"
      }
    }
  }

  /// What repeats and may be on both sides of a split, on one line; nil where nothing does, or where it was not counted.
  package func repeatedRows(_ sides: SideNames) -> String? {
    let apart = (repetitions ?? []).filter { $0.apart > 0 }
    guard !apart.isEmpty else { return nil }
    return
      "repeated rows: \(apart.map { "\($0.apart) of \($0.title(sides))" }.joined(separator: ", ")) (\(items) rows in all) equal "
      + "another row and may be trained on and held out at once; dataset.groups keeps them in one fold"
  }

  /// What repeats inside of groups only, on one line; nil where nothing does.
  package func rowsKeptTogether(_ sides: SideNames) -> String? {
    let together = (repetitions ?? []).filter { $0.apart == 0 && $0.rows > 0 }
    guard !together.isEmpty, repeatedRows(sides) == nil else { return nil }
    return "equal rows are kept together by their groups: "
      + together.map { "\($0.rows) of \($0.title(sides))" }.joined(separator: ", ")
  }

  /// Counts what repeats, in every set and every pair of sets of the two sides; `rows` reads a set.
  mutating func countRepetitions(_ rows: (Features) throws -> FeatureTable) rethrows {
    // A pair repeats only where both of its rows do: sets without equal rows are not looked at again.
    var classes: [Features: RowClasses] = [:]
    for set in features where (set.repeatedRows ?? 1) > 0 {
      classes[set] = RowClasses(try rows(set).features)
    }
    func count(_ first: Features?, _ second: Features?, _ classes: RowClasses) -> Repetition? {
      let found = Repetition(
        first: first?.name, second: second?.name, rows: classes.repeated, apart: classes.repeatedApart(groups)
      )
      return found.rows > 0 ? found : nil
    }
    let (firsts, seconds) = (features.filter { $0.side == .first }, features.filter { $0.side == .second })
    let ofFirst = firsts.compactMap { set in classes[set].flatMap { count(set, nil, $0) } }
    let ofSecond = seconds.compactMap { set in classes[set].flatMap { count(nil, set, $0) } }
    let ofPairs = firsts.flatMap { first in
      seconds.compactMap { second -> Repetition? in
        guard let a = classes[first], let b = classes[second] else { return nil }
        return count(first, second, RowClasses(a, b))
      }
    }
    repetitions = ofFirst + ofSecond + ofPairs
  }
}
