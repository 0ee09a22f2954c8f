import VectorFiles

extension OverlapRecord {
  /// Reads the JSON of an overlap.
  init?(_ cursor: inout JSONCursor) {
    var texts: [String: String] = [:]
    var numbers: [String: Double] = [:]
    var includesSelf: Bool?
    var curve: [Point]?
    var further: [String: Spaces]?
    var errors: Errors?
    let isWhole = cursor.object { cursor, name in
      let key = cursor.bytes.text(in: name) ?? ""
      switch key {
      case "metric": texts[key] = cursor.string()
      case "curve":
        var points: [Point] = []
        let isList = cursor.array { cursor in
          guard let point = Point(&cursor) else { return false }
          points.append(point)
          return true
        }
        curve = points
        return isList
      case "further":
        var measures: [String: Spaces] = [:]
        let isObject = cursor.object { cursor, name in
          guard let measure = cursor.bytes.text(in: name), let spaces = cursor.value(Spaces.self) else {
            return false
          }
          measures[measure] = spaces
          return true
        }
        further = measures
        return isObject
      case "errors":
        errors = cursor.value(Errors.self)
        return errors != nil
      case "includesSelf": includesSelf = cursor.boolean()
      default: numbers[key] = cursor.number()
      }
      return texts[key] != nil || numbers[key] != nil || includesSelf != nil
    }
    guard isWhole, let metric = texts["metric"], let includesSelf,
      let k = numbers["k"].flatMap({ Int(exactly: $0) }),
      let items = numbers["items"].flatMap({ Int(exactly: $0) }), let input = numbers["input"],
      let target = numbers["target"], let pair = numbers["pair"]
    else { return nil }
    self.init(
      metric: metric, k: k, includesSelf: includesSelf, items: items, input: input, target: target,
      pair: pair,
      curve: curve, further: further, others: numbers["others"], errors: errors)
  }
}

extension OverlapRecord.Point {
  /// Reads the JSON of a point.
  fileprivate init?(_ cursor: inout JSONCursor) {
    var numbers: [String: Double] = [:]
    let isWhole = cursor.object { cursor, name in
      let key = cursor.bytes.text(in: name) ?? ""
      numbers[key] = cursor.number()
      return numbers[key] != nil
    }
    guard isWhole, let k = numbers["k"].flatMap({ Int(exactly: $0) }), let input = numbers["input"],
      let target = numbers["target"], let pair = numbers["pair"]
    else { return nil }
    self.init(k: k, input: input, target: target, pair: pair)
  }
}
