import Studies

extension ExportedSearch {
  /// The searches of a study of ratings: one for each set of vectors and each set of ratings, which maximizes both
  /// correlations, cosine and Euclidean; a trial is a kind of map, or none.
  package static func all(_ ledger: RatingsLedger) -> [ExportedSearch] {
    let rows = Array(ResultsTable.rows(ledger))
    let names = rows.compactMap { row in row.result.map { [row.vectors, $0.ratings] } }.firstOccurrences
    return names.map { name in
      ExportedSearch(
        name: name.joined(separator: "/"), directions: [.maximize, .maximize], logarithmic: [],
        trials: rows.filter { $0.vectors == name[0] && $0.result?.ratings == name[1] }.map(trial))
    }
  }

  private static func trial(_ row: RatingsRow) -> Trial {
    let values = [row.result?.cosine, row.result?.euclidean].compactMap { $0 }
    let parameters = [RatingsExperiment.map] + RatingsExperiment.setting
    return Trial(
      setting: row.record.unit,
      parameters: parameters.compactMap { quantity in
        let value = quantity.value(row)
        return value == .missing ? nil : (quantity.column, value)
      },
      values: values.count == 2 ? values : [], units: 1, started: row.record.started,
      seconds: row.record.seconds)
  }
}
