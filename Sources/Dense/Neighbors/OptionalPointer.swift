/// Calls `body` with the first of some numbers, or with nil where there are none to pass.
func withOptionalPointer<Element, Result>(
  _ numbers: [Element]?, _ body: (UnsafePointer<Element>?) -> Result
) -> Result {
  if let numbers { numbers.withUnsafeBufferPointer { body($0.baseAddress) } } else { body(nil) }
}
