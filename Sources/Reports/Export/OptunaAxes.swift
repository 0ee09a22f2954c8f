import CrossModal
import Settings
import Studies

/// The axes of a search in Optuna's terms: what each parameter's distribution is, and how its values are written.
struct OptunaAxes {
  private let logarithmic: Set<String>
  // Where values were drawn from; other axes have the values that their trials took.
  private let ranges: [String: SearchRange]
  // The values that each parameter takes, in the order of the trials.
  private let values: [String: [QuantityValue]]

  init(_ search: ExportedSearch) {
    (logarithmic, ranges) = (search.logarithmic, search.ranges)
    var values: [String: [QuantityValue]] = [:]
    for (name, value) in search.trials.flatMap(\.parameters) where values[name]?.contains(value) != true {
      values[name, default: []].append(value)
    }
    self.values = values
  }

  /// The distribution of each parameter of a trial, as text.
  func distributions(_ trial: ExportedSearch.Trial) -> [(String, JSONText)] {
    trial.parameters.map { name, value in
      let known = values[name] ?? [value]
      let text: JSONText =
        switch value {
        case .integer:
          distribution(
            "Int",
            [
              ("log", .boolean(ranges[name]?.isLogarithmic ?? false)), ("step", .integer(1)),
              ("low", .integer(Int(ranges[name]?.low ?? numbers(known).min() ?? 0))),
              ("high", .integer(Int(ranges[name]?.high ?? numbers(known).max() ?? 0))),
            ])
        case .number, .rounded:
          distribution(
            "Float",
            [
              ("step", .null), ("low", .number(ranges[name]?.low ?? numbers(known).min() ?? 0)),
              ("high", .number(ranges[name]?.high ?? numbers(known).max() ?? 0)),
              ("log", .boolean(ranges[name]?.isLogarithmic ?? logarithmic.contains(name))),
            ])
        case .text, .flag, .texts, .object, .objects, .missing:
          distribution("Categorical", [("choices", .array(known.map { .string($0.shown(digits: nil)) }))])
        }
      return (name, .string(text.compact))
    }
  }

  /// The parameters of a trial; a word is written as its place among the choices.
  func parameters(_ trial: ExportedSearch.Trial) -> [(String, JSONText)] {
    trial.parameters.map { name, value in
      switch value {
      case .integer(let number): (name, .integer(number))
      case .number(let number), .rounded(let number, _): (name, .number(number))
      case .text, .flag, .texts, .object, .objects, .missing:
        (name, .integer(values[name]?.firstIndex(of: value) ?? 0))
      }
    }
  }

  private func numbers(_ values: [QuantityValue]) -> [Double] {
    values.compactMap { value in
      switch value {
      case .integer(let number): Double(number)
      case .number(let number), .rounded(let number, _): number
      case .text, .flag, .texts, .object, .objects, .missing: nil
      }
    }
  }

  private func distribution(_ kind: String, _ attributes: [(String, JSONText)]) -> JSONText {
    .object([("name", .string("\(kind)Distribution")), ("attributes", .object(attributes))])
  }
}
