import Foundation
import VectorFiles

/// A ``RowProfile`` in words.
struct RowDescription {
  private(set) var notes: [String] = []
  private(set) var problems: [String] = []

  init(_ profile: RowProfile) {
    if let range = profile.range {
      notes.append("numbers from \(range.lowerBound) to \(range.upperBound)")
    }
    describeNorms(profile)
    describeCells(profile)
    describeRows(profile)
  }

  private mutating func describeNorms(_ profile: RowProfile) {
    guard let norms = profile.norms, let sums = profile.sums else { return }
    let tolerance = 1e-3
    if norms.lowerBound > 1 - tolerance, norms.upperBound < 1 + tolerance {
      notes.append("rows have norm 1")
    } else {
      notes.append("row norms from \(Self.short(norms.lowerBound)) to \(Self.short(norms.upperBound))")
    }
    if profile.columns > 1, sums.lowerBound > 1 - tolerance, sums.upperBound < 1 + tolerance {
      notes.append("rows sum to 1")
    }
  }

  private mutating func describeCells(_ profile: RowProfile) {
    for (finding, name) in [(profile.notANumber, "NaN"), (profile.infinite, "infinite")] {
      guard let finding else { continue }
      problems.append(
        "numbers that are \(name): \(finding.count), the first in row \(finding.row), column \(finding.column); "
          + "only finite numbers can be used")
    }
    let constant = profile.constantColumns
    if !constant.isEmpty {
      let shown = constant.prefix(5).map { "\($0 + 1)" }.joined(separator: ", ")
      problems.append(
        "\(constant.count) of \(profile.columns) columns are constant: \(shown)\(constant.count > 5 ? ", …" : "")"
      )
    }
  }

  private mutating func describeRows(_ profile: RowProfile) {
    if let zero = profile.zeroRows {
      problems.append(
        "rows that are zero: \(zero.count), the first is row \(zero.row); their cosine is undefined")
    }
    if let repeated = profile.repeatedRows {
      problems.append(
        "rows that repeat an earlier one: \(repeated.count), the first is row \(repeated.row), as row \(repeated.earlierRow)"
      )
    }
    if profile.isFirstRowCounting { problems.append("the first row counts its columns: a header line?") }
    if profile.isFirstColumnCounting { problems.append("the first column counts the rows: an index?") }
    if profile.rows < profile.columns {
      notes.append("fewer rows than columns: is one item a row?")
    }
  }

  private static func short(_ number: Double) -> String {
    String(format: "%.4g", locale: Locale(identifier: "en_US_POSIX"), number)
  }
}
