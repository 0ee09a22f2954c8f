/// Products of sizes from untrusted files.
enum CheckedSize {
  /// The product; nil for a negative factor or if the product does not fit `Int`. No factors: 1.
  static func product(_ factors: some Sequence<Int>) -> Int? {
    var result = 1
    var overflow = false
    var isZero = false
    for factor in factors {
      guard factor >= 0 else { return nil }
      // A zero later on makes the product 0 even if the partial product is too large.
      if factor == 0 { isZero = true }
      let (product, isTooLarge) = result.multipliedReportingOverflow(by: factor)
      overflow = overflow || isTooLarge
      result = isTooLarge ? 1 : product
    }
    return isZero ? 0 : overflow ? nil : result
  }
}
