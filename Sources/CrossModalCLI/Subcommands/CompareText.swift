import CrossModal
import Dense
import Reports

/// The tables of `compare` for people, at most 80 columns wide.
struct CompareText {
  private let compared: ComparedPairs
  private let spaces: [ComparedSpace]
  private let request: ComparisonRequest

  init(_ compared: ComparedPairs, spaces: [ComparedSpace], request: ComparisonRequest) {
    (self.compared, self.spaces, self.request) = (compared, spaces, request)
  }

  var text: String {
    let names = spaces.indices.map(label)
    let answer = ComparisonAnswer.text(compared, names: names).wrapped(width: 78, indent: 0)
    let pairs = compared.pairs
    let body = pairs.count == 1 ? pair(pairs[0]) : tables
    return head + "\n" + answer.map { $0 + "\n" }.joined() + "\n" + body + "\n" + legend
  }

  private var head: String {
    var lines = spaces.enumerated().map { place, space in
      let facts = space.facts.text.map { "; \($0)" } ?? ""
      return "\(label(place))  \(Self.shortened(space.name, 52)): \(space.dimensions) dimensions\(facts)"
    }
    var words = ["\(spaces[0].items) items", "neighbors by \(request.metric.rawValue) distance"]
    if request.permutations > 0 { words.append("\(request.permutations) permutations") }
    lines.append(words.joined(separator: ", "))
    if let ties { lines.append(ties) }
    return lines.joined(separator: "\n") + "\n"
  }

  private var ties: String? {
    guard request.measures.contains(where: \.usesNeighbors) else { return nil }
    let length = request.listLength(items: spaces[0].items)
    let parts = spaces.enumerated().compactMap { place, space -> String? in
      let tied = space.lists(request.metric, length: length, threads: request.threads)
        .tiedRows(request.counts[0])
      return tied == 0 ? nil : "\(tied) of \(label(place))"
    }
    return parts.isEmpty
      ? nil
      : "rows tied at k = \(request.counts[0]), where the lower row is taken: "
        + parts.joined(separator: ", ")
  }

  private func label(_ place: Int) -> String { ComparisonReport.label(place, of: spaces.count) }

  private static let columns = ["score", "chance", "null", "5 %", "p", "calibr.", "interval"]
  private static let widths = [24, 8, 7, 7, 7, 7, 8, 12]

  private func pair(_ pair: ComparedPairs.Pair) -> String {
    var notes: [String] = []
    var text = ""
    for group in ComparisonMeasure.Group.allCases {
      let scores = pair.scores.filter { $0.measure.group == group }
      guard !scores.isEmpty else { continue }
      let isHub = group == .hubs
      text += Self.line([ScoreRow.title(of: group)] + (isHub ? ["score"] : Self.columns))
      for score in scores {
        let row = ScoreRow(score)
        var cells = [row.name, row.score]
        if !isHub { cells += [row.chance, row.null, row.threshold, row.p, row.calibrated, row.interval] }
        if let note = score.note {
          cells[0] += " \(Self.mark(notes.count))"
          notes.append("\(Self.mark(notes.count)) \(score.measure.rawValue): \(note)")
        }
        if let values = score.values, values.count > 1 {
          notes.append("\(score.measure.rawValue): " + values.map { $0.fixed(4) }.joined(separator: ", "))
        }
        text += Self.line(cells)
      }
      text += "\n"
    }
    return text + notes.flatMap { $0.wrapped(width: 78, indent: 2) }.map { $0 + "\n" }.joined()
  }

  private static func mark(_ place: Int) -> String { "[\(place + 1)]" }

  private static func line(_ cells: [String]) -> String {
    var text = cells[0].rightPadded(widths[0])
    for (place, cell) in cells.enumerated().dropFirst() {
      text += cell.count < widths[place] ? cell.leftPadded(widths[place]) : " " + cell
    }
    while text.last == " " { text.removeLast() }
    return text + "\n"
  }

  private var tables: String {
    var text = ""
    for (measure, k) in wanted {
      let name = ScoreRow.name(measure, k: k)
      text += table(name, measure, k)
    }
    for sentence in ScoreNotes.sentences(compared, label: label) {
      text += sentence.wrapped(width: 78, indent: 2).map { $0 + "\n" }.joined()
    }
    for best in compared.best {
      let name = ScoreRow.name(best.measure, k: best.k)
      let words =
        "\(name): best of \(best.candidates) pairs \(label(best.first)) and \(label(best.second)), "
        + "\(best.scores.observed.fixed(4)); 5 % of permutations have a largest of "
        + "\(best.scores.threshold.fixed(4)); calibrated \(best.scores.calibrated.fixed(4)), p \(best.scores.p.fixed(4))"
      text += words.wrapped(width: 78, indent: 2).map { $0 + "\n" }.joined()
    }
    return text
  }

  private var wanted: [(ComparisonMeasure, Int?)] {
    (compared.pairs.first?.scores ?? []).filter { $0.measure.group != .hubs }.map { ($0.measure, $0.k) }
  }

  // A square table where it fits, else a line for each pair.
  private func table(_ name: String, _ measure: ComparisonMeasure, _ k: Int?) -> String {
    func score(_ pair: ComparedPairs.Pair) -> MeasuredScore? {
      pair.scores.first { $0.measure == measure && $0.k == k }
    }
    if spaces.count <= 10 {
      var text = Self.padded([name] + spaces.indices.dropFirst().map(label))
      for row in spaces.indices.dropLast() {
        let cells = spaces.indices.dropFirst().map { column in
          compared.pairs.first { $0.first == row && $0.second == column }.flatMap(score)
            .flatMap(\.value)?.fixed(3) ?? ""
        }
        text += Self.padded([label(row)] + cells)
      }
      return text + "\n"
    }
    var text =
      "\(name)\n" + "pair".leftPadded(11) + "score".leftPadded(9) + "calibrated".leftPadded(12) + "\n"
    for pair in compared.pairs {
      guard let score = score(pair) else { continue }
      text += "  \(label(pair.first).leftPadded(4)) \(label(pair.second).leftPadded(4))"
      text += (score.value.map { $0.fixed(4) } ?? "").leftPadded(9)
      text += (score.calibrated.map { $0.fixed(4) } ?? "").leftPadded(12) + "\n"
    }
    return text + "\n"
  }

  private static func padded(_ cells: [String]) -> String {
    var text = cells[0].rightPadded(16)
    for cell in cells.dropFirst() { text += cell.leftPadded(7) }
    while text.last == " " { text.removeLast() }
    return text + "\n"
  }

  private var legend: String {
    var known = Set<ComparisonMeasure>()
    let measures = request.measures.filter { known.insert($0).inserted }
    // Tables of many spaces have scores alone.
    var lines: [String] =
      compared.pairs.count > 1
      ? []
      : [
        "null: mean score of random alignments; 5 %: what one in twenty of them passes;",
        "calibr.: the score beyond that, from 0 (unrelated) to 1 (equal); interval: 95 %.", "",
      ]
    var sentences: [(names: [String], sentence: String)] = []
    for measure in measures {
      let sentence = measure.explanation.sentence
      if let place = sentences.firstIndex(where: { $0.sentence == sentence }) {
        sentences[place].names.append(measure.rawValue)
      } else {
        sentences.append(([measure.rawValue], sentence))
      }
    }
    for (names, sentence) in sentences {
      lines += "\(names.joined(separator: ", ")): \(sentence)".wrapped(width: 78, indent: 2)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func shortened(_ name: String, _ width: Int) -> String {
    name.count <= width ? name : "…" + name.suffix(width - 1)
  }
}
