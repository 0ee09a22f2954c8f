import Messages

extension MapScoreTable {
  /// The measures that say how well f(X) finds Y and nothing of X, as recall: a column each, a line for each cell.
  struct Retrieval {
    /// Names of the measures.
    var titles: [String] = []
    /// Of each cell the scores, in the order of the titles; nil where a cell has none.
    var cells: [(title: String, scores: [Double?])] = []
    /// The score of unrelated spaces by each measure, mean over the cells.
    var chance: [Double?] = []
  }

  // Rows without a score of X, and with nothing but chance next to the score.
  private var retrievalRows: [Row] {
    rows.filter { row in
      let others = [row.input, row.pair, row.null, row.threshold, row.calibrated]
      return row.target != nil && others.allSatisfy { $0 == nil }
    }
  }

  /// The other rows.
  var otherRows: [Row] {
    let measures = Set(retrieval.titles)
    return rows.filter { !measures.contains($0.measure) }
  }

  /// The measures of retrieval as a table of their own; those alone whose every score is of f(X) and Y.
  var retrieval: Retrieval {
    let candidates = retrievalRows
    var found = Retrieval()
    found.titles = candidates.map(\.measure).firstOccurrences.filter { measure in
      rows.count { $0.measure == measure } == candidates.count { $0.measure == measure }
    }
    let byMeasure = found.titles.map { measure in candidates.filter { $0.measure == measure } }
    found.chance = byMeasure.map { rows in
      let known = rows.compactMap(\.chance)
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
    found.cells = byMeasure.flatMap { $0.map(\.cell) }.firstOccurrences.map { cell in
      (cell, byMeasure.map { rows in rows.first { $0.cell == cell }?.target })
    }
    return found
  }
}
