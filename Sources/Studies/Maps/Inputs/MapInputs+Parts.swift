extension MapInputs {
  /// Feature sets, labels, groups, and how the rows are split. Names are for pages alone.
  package var parts: [String: String] {
    var parts = ["split": "\(items) \(trainingItems ?? items) \(rowsPerItem ?? 1)"]
    for set in features {
      parts["feature set '\(set.name)'"] =
        "\(set.side.rawValue) \(set.columns) \(set.hash) \(set.options) \(set.trainingRows ?? "")"
    }
    if let labels {
      var hash = ContentHash()
      hash.add(labels)
      parts["set of labels"] = hash.hexadecimal()
    }
    if let groups {
      parts["set of groups"] = ContentHash.hexadecimal(of: groups.map(String.init).joined(separator: " "))
    }
    return parts
  }
}
